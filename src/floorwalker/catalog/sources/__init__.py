"""Where products come from by themselves: scheduled feeds and webhooks."""
