from sqlalchemy import Column, Integer, String, Boolean, inspect

class Base2(Base):
    __abstract__ = True

    @classmethod
    def from_dict(cls, data, *, strict=True):
        names = {c.key for c in inspect(cls).mapper.column_attrs}
        unknown = sorted(set(data) - names)
        if unknown and strict:
            raise KeyError(f'unknown: {", ".join(unknown)}')
        return cls(**{k: v for k, v in data.items() if k in names})

    def update(self, **changes):
        for key, value in changes.items():
            if not hasattr(self, key):
                raise AttributeError(f'{type(self).__name__} has no {key}')
            setattr(self, key, value)
        return self

    def as_dict(self):
        return {a.key: getattr(self, a.key) for a in inspect(self).mapper.column_attrs}

class Gadget(Base2):
    __tablename__ = 'gadgets'
    id = Column(Integer, primary_key=True)
    name = Column(String(20), nullable=False)
    wireless = Column(Boolean, default=True)

class Phone(Base2):
    __tablename__ = 'phones'
    number = Column(String, primary_key=True)
    gadget = Column(Integer)

raw = [{'name': 'mouse', 'wireless': False}, {'name': 'pad'}, {'name': 'hub', 'ports': 4}]
for d in raw:
    try:
        session.add(Gadget.from_dict(d))
    except KeyError as e:
        print(e)
        session.add(Gadget.from_dict(d, strict=False))
session.commit()
print([g.as_dict() for g in session.query(Gadget)])
g = session.query(Gadget).first().update(name='mouse 2', wireless=True)
print(session.dirty == {g}, g.as_dict())
session.commit()
p = Phone.from_dict({'number': '555'})
session.add(p)
session.flush()
print(p.as_dict(), sorted(Base2.__subclasses__(), key=lambda c: c.__name__)[0].__tablename__, Base2.metadata is Base.metadata)
print({c.__name__: [k for k in c.__mapper__.columns.keys()] for c in Base2.__subclasses__()})
print(inspect(Gadget).primary_key[0].name, inspect(Gadget).local_table.name, inspect(Gadget).attrs.keys(), Gadget.name.property.columns[0].type, Gadget.__mapper__.class_.__name__)
delattr(g, 'wireless')
print(g.wireless)
g.update(colour='red')
