from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Nest(Base):
    __tablename__ = 'nests'
    id = Column(Integer, primary_key=True)
    tree = Column(String)
    birds = relationship('Bird', back_populates='nest')

class Bird(Base):
    __tablename__ = 'birds'
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    nest_id = Column(Integer, ForeignKey('nests.id'))
    nest = relationship('Nest', back_populates='birds')

    def __repr__(self):
        return f'Bird({self.kind})'

oak, elm = Nest(tree='oak'), Nest(tree='elm')
wren = Bird(kind='wren')
wren.nest = oak
print(oak.birds, wren.nest.tree)
wren.nest = elm
print(oak.birds, elm.birds)
oak.birds.append(wren)
print(oak.birds, elm.birds, wren.nest.tree)
oak.birds.remove(wren)
print(oak.birds, wren.nest)
elm.birds = [wren, Bird(kind='owl')]
print(wren.nest is elm, [b.nest.tree for b in elm.birds])
elm.birds[0].nest = None
print(elm.birds)
elm.birds += [Bird(kind='jay')]
print(elm.birds, elm.birds[1].nest is elm)
session.add(elm)
session.commit()
print([(b.id, b.kind, b.nest_id) for b in session.query(Bird).order_by(Bird.id)])
