from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import relationship, attribute_keyed_dict

class Phone(Base):
    __tablename__ = 'phone'
    id = Column(Integer, primary_key=True)
    model = Column(String)
    settings = relationship('Setting', collection_class=attribute_keyed_dict('key'),
                            cascade='all, delete-orphan')
    options = association_proxy('settings', 'value',
                                creator=lambda k, v: Setting(key=k, value=v))
    owner_id = Column(Integer, ForeignKey('owner.id'))
    owner = relationship('Owner')
    owner_name = association_proxy('owner', 'name', creator=lambda n: Owner(name=n))

class Setting(Base):
    __tablename__ = 'setting'
    id = Column(Integer, primary_key=True)
    phone_id = Column(Integer, ForeignKey('phone.id'))
    key = Column(String)
    value = Column(String)

class Owner(Base):
    __tablename__ = 'owner'
    id = Column(Integer, primary_key=True)
    name = Column(String)

p = Phone(model='P9')
print(p.owner_name, p.options)
p.options['ring'] = 'bell'
p.options['theme'] = 'dark'
p.owner_name = 'Gus'
session.add(p)
session.commit()
print(sorted(p.options.items()), p.owner.name)

p.options['theme'] = 'light'
del p.options['ring']
p.options.update({'font': 'big'})
session.commit()
print(sorted((s.key, s.value) for s in session.query(Setting)))
print('ring' in p.options, p.options.get('ring', 'none'), len(p.options))
print(p.options.copy() == {'theme': 'light', 'font': 'big'})
print(session.query(Phone.model).filter(Phone.owner_name == 'Gus').all())
p.options = {'font': 'small'}
p.owner_name = None
session.commit()
print(p.options, p.owner.name, session.query(Setting).count())
