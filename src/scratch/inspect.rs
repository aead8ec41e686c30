//! Reading a live database into a [`crate::schema::Schema`].
