//! The keys of `course.yaml`.

use super::{Key, Kind, Role, Shape};

/// A course.
pub static COURSE: Shape = Shape::new(
    "a course",
    &[
        Key::new("title", Kind::Text(Role::Prose), "The title.").required(),
        Key::new("about", Kind::Text(Role::Prose), "What it is about."),
        Key::new("chapters", Kind::List(&Kind::Map(&CHAPTER)), "Its chapters.").required(),
    ],
);

static CHAPTER: Shape = Shape::new(
    "a chapter",
    &[
        Key::new("title", Kind::Text(Role::Line), "The heading.").required(),
        Key::new("lessons", Kind::List(&Kind::Text(Role::Name)), "Ids of lessons.").required(),
    ],
);
