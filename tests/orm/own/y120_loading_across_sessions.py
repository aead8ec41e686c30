from sqlalchemy import create_engine, ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker

class Base(DeclarativeBase):
    pass

class Band(Base):
    __tablename__ = "band"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    members: Mapped[list["Musician"]] = relationship(back_populates="band")

class Musician(Base):
    __tablename__ = "musician"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    band_id: Mapped[int | None] = mapped_column(ForeignKey("band.id"))
    band: Mapped["Band | None"] = relationship(back_populates="members")

engine = create_engine("sqlite+pysqlite:///:memory:", echo=False, future=True)
Base.metadata.create_all(bind=engine)
SessionLocal = sessionmaker(engine, autoflush=False)

def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()
        print("closed")

def create_band(db, name, *members):
    band = Band(name=name, members=[Musician(name=m) for m in members])
    db.add(band)
    db.commit()
    db.refresh(band)
    return band

for db in get_db():
    band = create_band(db, "Beatles", "John", "Paul")
    print(band.id, [m.name for m in band.members])
gen = get_db()
db = next(gen)
found = db.scalars(select(Band).where(Band.name.ilike("beat%"))).first()
print(found is band, found == band, found.name)
try:
    found.members.append(band.members[0])
    db.commit()
except Exception as e:
    print(type(e).__name__, str(e).split(" (")[0][:110])
    db.rollback()
paul = db.execute(select(Musician).filter_by(name="Paul")).scalar_one()
paul.band = None
db.commit()
print([m.name for m in found.members], paul.band)
try:
    next(gen)
except StopIteration:
    print("done")
with SessionLocal.begin() as s:
    s.add(Musician(name="Ringo", band_id=1))
with Session(engine) as s:
    print(s.scalars(select(Musician.name).order_by(Musician.id)).all(), s.get(Band, 1).members[-1].name)
