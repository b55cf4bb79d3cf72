"""The commands, a module each; geomap.cli imports the one that is called."""
