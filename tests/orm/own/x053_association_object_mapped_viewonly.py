from typing import List, Optional
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

class Base(DeclarativeBase):
    pass

class Membership(Base):
    __tablename__ = "membership"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id"), primary_key=True)
    role: Mapped[Optional[str]]
    user: Mapped["User"] = relationship(back_populates="memberships")
    group: Mapped["Group"] = relationship(back_populates="memberships")

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    memberships: Mapped[List[Membership]] = relationship(back_populates="user", cascade="all, delete-orphan")
    groups: Mapped[List["Group"]] = relationship(secondary="membership", viewonly=True, back_populates="users")

class Group(Base):
    __tablename__ = "group"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    memberships: Mapped[List[Membership]] = relationship(back_populates="group")
    users: Mapped[List["User"]] = relationship(secondary="membership", viewonly=True, back_populates="groups")

u = User(name="pia")
u.memberships.append(Membership(group=Group(title="chess"), role="chair"))
u.memberships.append(Membership(group=Group(title="go")))
session.add(u)
session.commit()
print([g.title for g in u.groups], [m.role for m in u.memberships])
stmt = select(User).options(selectinload(User.memberships).joinedload(Membership.group))
session.expunge_all()
for user in session.scalars(stmt):
    print(user.name, [(m.group.title, m.role) for m in user.memberships], len(user.groups))
chess = session.scalars(select(Group).filter_by(title="chess")).one()
print(session.get(Membership, (1, chess.id)).role, [x.name for x in chess.users])
m = session.get(Membership, {"user_id": 1, "group_id": chess.id})
m.role = "member"
session.commit()
session.add(Membership(user_id=1, group_id=1))
try:
    session.commit()
except Exception as e:
    print(type(e).__name__, e.orig)
    session.rollback()
session.expunge_all()
user = session.get(User, 1)
user.memberships.pop()
session.commit()
print(session.execute(select(Membership.user_id, Membership.role)).all())
