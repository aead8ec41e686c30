from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship, validates

class Team(Base):
    __tablename__ = 'teams'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    motto = Column(String)
    members = relationship('Member', back_populates='team')

    @validates('name', 'motto')
    def no_blank(self, key, value):
        if value is not None and not value.strip():
            raise ValueError(f'{key} must not be blank')
        return value and value.strip().title()

    @validates('members', include_removes=True)
    def check_member(self, key, member, is_remove):
        print('remove' if is_remove else 'add', member.name)
        if not is_remove and len(self.members) >= 2:
            raise ValueError('team is full')
        return member

class Member(Base):
    __tablename__ = 'members'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    team_id = Column(Integer, ForeignKey('teams.id'))
    team = relationship('Team', back_populates='members')

t = Team(name='  red dragons ', motto='we fly')
print(repr(t.name), t.motto)
try:
    t.name = '   '
except ValueError as e:
    print(e)
t.members.append(Member(name='Ada'))
bo = Member(name='Bo')
t.members.append(bo)
try:
    t.members.append(Member(name='Cy'))
except ValueError as e:
    print(e)
session.add(t)
session.commit()
print([m.name for m in t.members])
t.members.remove(bo)
session.commit()
print(session.query(Member).filter(Member.team == None).one().name)
t2 = Team(motto=None)
print(t2.motto)
