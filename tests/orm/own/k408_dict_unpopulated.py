from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, attribute_keyed_dict, column_keyed_dict, keyfunc_mapping

class B(Base):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
    a_id = Column(ForeignKey("a.id"))
    data = Column(String)
    a = relationship("A", back_populates="bs")

class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    bs = relationship("B", collection_class=attribute_keyed_dict("data", ignore_unpopulated_attribute=True), back_populates="a")

class D(Base):
    __tablename__ = "d"
    id = Column(Integer, primary_key=True)
    c_id = Column(ForeignKey("c.id"))
    data = Column(String)
    c = relationship("C", back_populates="ds")

class C(Base):
    __tablename__ = "c"
    id = Column(Integer, primary_key=True)
    ds = relationship("D", collection_class=column_keyed_dict(D.data), back_populates="c")

a = A()
b = B(a=a)
print(a.bs)
b.data = "now"
print(a.bs)
session.add(a)
session.commit()
print(a.bs.keys(), b.a is a)
c = C()
d = D(c=c)
print(c.ds)
d.data = "key"
session.add(c)
session.commit()
print(list(c.ds))
c.ds["other"] = D(data="other")
c.ds["mine"] = D(data="yours")
session.commit()
print(sorted(c.ds))
