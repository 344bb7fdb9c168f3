"""Real processes of the command, killed with SIGKILL, and what must hold afterwards."""
