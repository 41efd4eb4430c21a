"""From a fault to its cause: five faults, the alert that tells of each, and what a person types then."""
