from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Grand(Base):
    __tablename__ = 'grand'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    parents = relationship('Parent', back_populates='grand', cascade='all, delete-orphan')

class Parent(Base):
    __tablename__ = 'parent'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    grand_id = Column(Integer, ForeignKey('grand.id'), nullable=False)
    grand = relationship('Grand', back_populates='parents')
    kids = relationship('Kid', back_populates='parent', cascade='save-update, merge')

class Kid(Base):
    __tablename__ = 'kid'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    parent_id = Column(Integer, ForeignKey('parent.id'))
    parent = relationship('Parent', back_populates='kids')

k = Kid(name='k')
p = Parent(name='p', kids=[k])
g = Grand(name='g', parents=[p])
session.add(k)
print(len(session.new), g in session, p in session)
session.rollback()
session.add(g)
print(sorted(type(x).__name__ for x in session.new))
session.commit()
p2 = Parent(name='p2')
g.parents.append(p2)
p2.kids.append(Kid(name='k2'))
print(p2 in session, p2.kids[0] in session, p2.grand_id)
session.commit()
print(p2.grand_id, p2.kids[0].parent_id)
g.parents.remove(p)
session.commit()
print(session.query(Parent.name).all(), session.query(Kid.name, Kid.parent_id).order_by(Kid.id).all())
session.delete(g)
session.commit()
print(session.query(Parent).count(), session.query(Kid).filter(Kid.parent_id.is_(None)).count())
print(Grand.parents.property.cascade.delete_orphan, 'delete' in Parent.kids.property.cascade)
