from typing import Optional
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

db = SQLAlchemy(model_class=Base)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///:memory:"
db.init_app(app)

class ClubMember(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    city: Mapped[Optional[str]]

    def __repr__(self):
        return f"ClubMember(id={self.id!r}, name={self.name!r}, city={self.city!r})"

with app.app_context():
    db.create_all()
    squid = ClubMember(name="Squid", city="Reef")
    krab = ClubMember(name="Krab")
    db.session.add(squid)
    db.session.add(krab)
    print(list(db.session.new))
    db.session.flush()
    print(squid.id, krab.id, ClubMember.__tablename__)
    print(db.session.get(ClubMember, squid.id) is squid)
    db.session.commit()

    krab = db.session.execute(select(ClubMember).filter_by(name="Krab")).scalar_one()
    krab.city = "Harbour"
    print(krab in db.session.dirty)
    print(db.session.execute(select(ClubMember.city).where(ClubMember.id == 2)).scalar_one())
    print(krab in db.session.dirty)

    db.session.delete(squid)
    print(db.session.execute(db.select(ClubMember).filter_by(name="Squid")).first())
    print(squid in db.session)
    db.session.rollback()
    print(squid in db.session, "city" in krab.__dict__, krab.city)
    for member in db.session.execute(db.select(ClubMember).order_by(ClubMember.name)).scalars():
        print(member)
    db.session.remove()
    try:
        squid.city = "Bay"
        print(squid)
        db.session.add(ClubMember(name="Krab"))
        db.session.commit()
    except Exception as e:
        print(type(e).__name__)
        db.session.rollback()
    print(ClubMember.query.count())
