//! The shapes of the YAML file.
