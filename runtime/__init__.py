"""What every service process needs around its own work: settings, logs, health, waiting, stopping."""
