//! The keys of `course.yaml`.

use super::{Key, Kind, Role, Shape};

/// A course.
pub static COURSE: Shape = Shape::new(
    "a course",
    &[
        Key::new(
            "title",
            Kind::Text(Role::Prose),
            "The course's title, above the list of its lessons.",
        )
        .required(),
        Key::new(
            "about",
            Kind::Text(Role::Prose),
            "A sentence or two on what the course is about, under its title.",
        ),
        Key::new(
            "chapters",
            Kind::list(&Kind::Map(&CHAPTER)),
            "The chapters, in the order in which they are taken. A lesson file that no chapter \
             lists is not offered to learners.",
        )
        .required(),
    ],
);

static CHAPTER: Shape = Shape::new(
    "a chapter",
    &[
        Key::new("title", Kind::Text(Role::Line), "The heading over its lessons.").required(),
        Key::new(
            "lessons",
            Kind::list(&Kind::Text(Role::Name)),
            "The lessons, in the order in which they are taken: each by its id, which is its \
             file's name without the ending.",
        )
        .required(),
    ],
);
