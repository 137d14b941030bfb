"""What every room stands on: the web, mail, safety, backups, the look. No models, no domain."""
