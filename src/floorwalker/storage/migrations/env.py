"""Alembic's entry point. The connection comes from :meth:`floorwalker.storage.Database.migrate`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
