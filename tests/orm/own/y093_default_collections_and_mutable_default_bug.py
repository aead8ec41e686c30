from sqlalchemy import Column, Integer, String, JSON, ForeignKey
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import relationship
from sqlalchemy.orm.attributes import flag_modified

class Profile(Base):
    __tablename__ = 'profiles'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    prefs = Column(JSON, default={})
    tags = Column(MutableList.as_mutable(JSON), default=list)
    extra = Column(MutableDict.as_mutable(JSON))

p = Profile(name='a', extra={'k': 1})
q = Profile(name='b', prefs={'dark': True}, tags=['x'])
session.add_all([p, q])
session.commit()
print(p.prefs, p.tags, p.extra, q.prefs, q.tags, q.extra)
q.prefs['dark'] = False
session.commit()
print(q.prefs)
q.prefs['dark'] = False
flag_modified(q, 'prefs')
session.commit()
print(q.prefs)
q.tags.append('y')
p.extra['k'] += 1
p.extra.update(j='new')
session.commit()
print(q.tags, p.extra, type(q.tags).__name__, type(p.extra).__name__)
q.tags.remove('x')
del p.extra['k']
print(session.dirty == {p, q})
session.rollback()
print(q.tags, dict(p.extra))
p.extra = {'fresh': [1]}
p.extra['fresh'].append(2)
session.commit()
print(p.extra)
p.extra = 5
