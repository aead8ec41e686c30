//! Loading lessons and courses.
