from sqlalchemy import Column, Integer, String, ForeignKey, UniqueConstraint
from sqlalchemy.orm import relationship, Session
from sqlalchemy.exc import IntegrityError, NoResultFound, MultipleResultsFound

class Voter(Base):
    __tablename__ = 'voters'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)

class Poll(Base):
    __tablename__ = 'polls'
    id = Column(Integer, primary_key=True)
    question = Column(String)
    options = relationship('Option', backref='poll', cascade='all, delete-orphan', lazy='selectin')

class Option(Base):
    __tablename__ = 'options'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    poll_id = Column(Integer, ForeignKey('polls.id'))
    votes = relationship('Vote', backref='option', cascade='all, delete-orphan')

class Vote(Base):
    __tablename__ = 'votes'
    __table_args__ = (UniqueConstraint('voter_id', 'poll_id'),)
    id = Column(Integer, primary_key=True)
    voter_id = Column(Integer, ForeignKey('voters.id'), nullable=False)
    poll_id = Column(Integer, ForeignKey('polls.id'), nullable=False)
    option_id = Column(Integer, ForeignKey('options.id'))
    voter = relationship(Voter)

def vote(voter, option):
    try:
        with session.begin_nested():
            option.votes.append(Vote(voter=voter, poll_id=option.poll_id))
    except IntegrityError:
        return f'{voter.name} already voted'
    return f'{voter.name} -> {option.text}'

poll = Poll(question='Best?', options=[Option(text='tea'), Option(text='coffee')])
session.add(poll)
voters = [Voter(name=n) for n in ('Al', 'Bo', 'Cy')]
session.add_all(voters)
session.commit()
tea, coffee = poll.options
for v, o in zip(voters, (tea, coffee, tea)):
    print(vote(v, o))
print(vote(voters[0], coffee))
session.commit()
print({o.text: len(o.votes) for o in poll.options})
winner = max(poll.options, key=lambda o: len(o.votes))
print(winner.text, sorted(v.voter.name for v in winner.votes))
for fn in ('one', 'one_or_none', 'first', 'scalar'):
    try:
        result = getattr(session.query(Vote.id).filter(Vote.option_id == tea.id), fn)()
        print(fn, result)
    except (NoResultFound, MultipleResultsFound) as e:
        print(fn, e)
session.delete(poll)
session.commit()
print(session.query(Vote).count(), session.query(Option).count(), session.query(Voter).count())
