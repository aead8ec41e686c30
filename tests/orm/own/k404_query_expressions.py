from sqlalchemy import Column, Integer, String, ForeignKey, select, func, literal, inspect
from sqlalchemy.orm import relationship, query_expression, with_expression, joinedload, selectinload, aliased, Load, load_only

class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    x = Column(Integer)
    y = Column(Integer)
    expr = query_expression()
    total = query_expression(default_expr=literal(7))
    bs = relationship("B", back_populates="a")

class B(Base):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
    p = Column(Integer)
    a_id = Column(ForeignKey("a.id"))
    a = relationship("A", back_populates="bs")
    b_expr = query_expression()

a = A(x=1, y=2, bs=[B(p=5), B(p=6)])
print(a.expr, a.total)
session.add(a)
session.commit()
print(a.expr, a.total, a.x)
session.refresh(a)
print(a.expr, a.total)
a.expr = 9
session.commit()
print(a.expr, sorted(inspect(a).unloaded))
session.expunge_all()
a = session.scalars(select(A).options(with_expression(A.expr, A.x + A.y))).one()
print(a.expr, a.total)
a2 = session.scalars(select(A).options(with_expression(A.expr, A.x * 100))).one()
print(a2.expr)
a2 = session.scalars(select(A).options(with_expression(A.expr, A.x * 100)).execution_options(populate_existing=True)).one()
print(a2.expr)
session.expunge_all()
a = session.query(A).options(with_expression(A.total, func.count(B.id))).join(A.bs).group_by(A.id).one()
print(a.total)
session.expunge_all()
b = session.scalars(select(B).options(joinedload(B.a).with_expression(A.expr, A.x - A.y), with_expression(B.b_expr, B.p * 2)).order_by(B.id)).first()
print(b.b_expr, b.a.expr, b.a.total)
session.expunge_all()
a = session.scalars(select(A).options(selectinload(A.bs).with_expression(B.b_expr, B.p + 1))).one()
print([b.b_expr for b in a.bs])
session.expunge_all()
Other = aliased(A)
o = session.scalars(select(Other).options(with_expression(Other.expr, Other.x + 50))).one()
print(o.expr)
print(select(A.expr, A.total))
print(select(A).where(A.total > 3))
session.expunge_all()
print(session.get(A, 1).total)
try:
    select(A).options(with_expression(A.x, A.y + 1))
    session.execute(select(A).options(with_expression(A.x, A.y + 1))).all()
except Exception as e:
    print(type(e).__name__, e)
try:
    session.execute(select(A).options(with_expression(A.bs, A.y + 1))).all()
except Exception as e:
    print(type(e).__name__, e)
try:
    select(A).options(with_expression("expr", A.y))
except Exception as e:
    print(type(e).__name__, e)
try:
    with_expression(A.expr)
except Exception as e:
    print(type(e).__name__, e)
print(type(A.expr.property).__name__, "expr" in A.__mapper__.column_attrs)
