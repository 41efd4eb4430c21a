"""The compose file, tried for real where no container engine but Podman is to be had."""
