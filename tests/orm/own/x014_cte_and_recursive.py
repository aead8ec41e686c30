from sqlalchemy import Column, ForeignKey, Integer, String, func, literal, select
from sqlalchemy.orm import aliased, relationship

class Part(Base):
    __tablename__ = 'part'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    parent_id = Column(Integer, ForeignKey('part.id'))
    price = Column(Integer, default=0)

session.add_all([
    Part(id=1, name='bike'), Part(id=2, name='wheel', parent_id=1, price=30), Part(id=3, name='spoke', parent_id=2, price=1),
    Part(id=4, name='saddle', parent_id=1, price=20), Part(id=5, name='lamp', price=8),
])
session.commit()

tree = (select(Part.id, Part.name, literal(0).label('level'))
        .where(Part.id == 1)
        .cte('tree', recursive=True))
child = aliased(Part)
tree = tree.union_all(select(child.id, child.name, tree.c.level + 1).join(tree, child.parent_id == tree.c.id))
for row in session.execute(select(tree.c.level, tree.c.name).order_by(tree.c.level, tree.c.id)):
    print('  ' * row.level + row.name)

dear = select(Part.parent_id, func.sum(Part.price).label('total')).group_by(Part.parent_id).cte('dear')
stmt = select(Part.name, dear.c.total).join(dear, dear.c.parent_id == Part.id).where(dear.c.total > 0).order_by(Part.id)
print(session.execute(stmt).all())
print(session.query(Part).join(tree, tree.c.id == Part.id).filter(tree.c.level == 2).one().name)

base = session.query(Part.id.label('id')).filter(Part.name == 'wheel').cte(name='up', recursive=True)
up = base.union(session.query(Part.parent_id).join(base, Part.id == base.c.id))
print(session.query(up.c.id).all())
