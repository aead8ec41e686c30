from sqlalchemy import Column, Integer, String, ForeignKey, select, update
from sqlalchemy.orm import relationship, synonym, synonym_for, aliased, Mapped
from sqlalchemy.ext.hybrid import hybrid_property

class Team(Base):
    __tablename__ = "teams"
    id = Column(Integer, primary_key=True)
    title = Column(String)
    name = synonym("title")
    members = relationship("Person", back_populates="team")
    people = synonym("members")

class Person(Base):
    __tablename__ = "people"
    id = Column(Integer, primary_key=True)
    team_id = Column(ForeignKey("teams.id"))
    status = Column(String(50))

    @property
    def job_status(self):
        return "Status: " + (self.status or "none")

    job_status = synonym("status", descriptor=job_status)
    team = relationship("Team", back_populates="members")
    group = synonym("team")

    @hybrid_property
    def shout(self):
        return self.status + "!"

    loud = synonym("shout")

    @synonym_for("team_id")
    @property
    def of(self):
        return f"of {self.team_id}"

t = Team(name="ops")
p = Person(group=t, status="busy")
t.people.append(Person(status="idle"))
session.add_all([t, p])
session.commit()
print(Team.name, Team.name.key, Team.title.key, str(Person.job_status))
print(t.title, t.name, [x.job_status for x in t.people], p.of, p.group is t)
print(Team.name == "x", Person.job_status.like("b%"), Person.loud == "busy!")
print(select(Team.name), select(Person.job_status, Person.of))
print(session.execute(select(Team.name)).one()._fields)
print(session.query(Person).filter(Person.job_status == "busy").one().loud)
print(session.query(Team).filter_by(name="ops").one().name)
print(session.query(Team).join(Team.people).filter(Person.job_status == "idle").count())
print(session.query(Person).filter(Person.group == t).count())
A = aliased(Team)
print(select(A.name).where(A.name != "q"))
print(session.query(Team).update({"name": "dev"}), session.query(Team).update({Team.name: "qa"}))
session.commit()
print(t.title)
print(session.execute(update(Team).values(name="dba")).rowcount)
session.commit()
print(t.title, list(Team.__mapper__.synonyms.keys()), Team.__mapper__.synonyms["name"])
print(Team.__mapper__.has_property("name"), sorted(Team.__mapper__.attrs.keys()))
try:
    p.job_status = "x"
except AttributeError as e:
    print(type(e).__name__)
try:
    Team.name.nothing
except AttributeError as e:
    print(e)
try:
    Person.job_status.nothing
except AttributeError as e:
    print(e)
del t.name
print(t.title)
session.rollback()
