//! Migrations at the prompt: written, applied, taken back, refused.

use crate::program::Run;

fn at(step: &str) -> Run {
    Run::at("migrations.yaml", step)
}

const USER: &str = "class User(Base):\n    __tablename__ = 'users'\n    \
    id = Column(Integer, primary_key=True)\n    name = Column(String, nullable=False)";

#[test]
fn a_revision_is_written_and_applied() {
    let run = at("write")
        .types("alembic current")
        .types("alembic history")
        .types(USER)
        .types("Review.user_id = Column(ForeignKey('users.id', name='fk_user'))")
        .types("alembic revision --autogenerate -m \"Add users\"")
        .types("alembic upgrade head")
        .types("alembic revision -m 'Index titles'")
        .types("# step: play")
        .types("alembic upgrade head")
        .types("alembic current")
        .types("alembic history")
        .types("alembic check")
        .types("alembic downgrade -1")
        .types("alembic check");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn mistakes_are_told_as_alembic_tells_them() {
    let run = at("write")
        .types("alembik upgrade head")
        .types("alembic upgarde head")
        .types("alembic upgrade")
        .types("alembic")
        .types("alembic revision --autogenerate -m")
        .types("alembic revision -m \"half")
        .types("alembic upgrade head --sql")
        .types("alembic upgrade abc")
        .types("alembic downgrade -1")
        .types("alembic show head")
        .types("flask db upgrade")
        .types("alembic revision --autogenerate")
        .types("alembic revision --autogenerate -m again");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_would_lose_rows_is_refused_and_the_rows_are_shown() {
    let run = at("play")
        .types("session.add(User(name='Ada'))")
        .types("session.commit()")
        .types("session.get(Review, 1).user_id = 1")
        .types("session.flush()")
        .types("alembic downgrade base")
        .types("session.commit()")
        .types("alembic downgrade base")
        .types("Review.__table__.c.body.nullable = False")
        .types("alembic revision --autogenerate -m 'Bodies'")
        .types("alembic upgrade head")
        .types(".undo")
        .types("Review.__table__.append_constraint(UniqueConstraint('game_id', name='uq_game'))")
        .types("alembic revision --autogenerate -m 'One for each'")
        .types("alembic upgrade head")
        .types(".sql")
        .types("alembic current")
        .types("select count(*) from reviews;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_constraint_without_a_name_is_refused() {
    let run = at("play")
        .types("Game.rival_id = Column(ForeignKey('games.id'))")
        .types("alembic revision --autogenerate -m \"Rivals\"")
        .types("alembic upgrade head")
        .types("alembic upgrade head")
        .types(".undo")
        .types("alembic history");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_only_written_is_not_applied() {
    let run = at("index")
        .types("Index('ix_games_title', Game.title)")
        .types("alembic revision --autogenerate -m 'Index titles'")
        .types("alembic upgrade head");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn where_nothing_is_mapped_every_table_counts_as_removed() {
    let run = at("map")
        .types("alembic revision --autogenerate -m 'What now'")
        .types("alembic upgrade head")
        .types(".statements full")
        .types(".reset")
        .types("alembic revision -m 'By hand'")
        .types("alembic upgrade head")
        .types(".sql")
        .types("select * from alembic_version;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_migrated_database_makes_no_tables_by_itself() {
    let run = at("write").types(USER).types("session.query(User).all()");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_command_is_judged_with_what_was_made_before_it() {
    let run = at("apply")
        .types("Base.metadata.create_all(engine)")
        .types("alembic upgrade head")
        .types(".reset")
        .types("alembic upgrade head");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn where_a_revision_waits_no_tables_are_made_in_another_way() {
    let run = at("apply").types("alembic downgrade base").types("alembic upgrade head");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_typed_is_told_where_commands_are_listed() {
    let run = at("write")
        .types(".help")
        .types("alembic revision --autogenerate -m Add users;")
        .types("alembic upgrade hed;")
        .types("pip install alembic")
        .types("python -m alembic current")
        .types("exit()");
    insta::assert_snapshot!(run.transcript());
}
