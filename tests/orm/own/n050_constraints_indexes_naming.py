from sqlalchemy import (CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, MetaData,
    PrimaryKeyConstraint, String, UniqueConstraint, func, insert)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, relationship

class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    })

class Invoice(Base):
    __tablename__ = "invoice"
    year = Column(Integer)
    number = Column(Integer)
    customer = Column(String(40), nullable=False, index=True)
    lines = relationship("InvoiceLine", back_populates="invoice")
    __table_args__ = (PrimaryKeyConstraint("year", "number"),)

class InvoiceLine(Base):
    __tablename__ = "invoice_line"
    id = Column(Integer, primary_key=True)
    year = Column(Integer)
    number = Column(Integer)
    article = Column(String(40), unique=True)
    pieces = Column(Integer, server_default="1")
    invoice = relationship("Invoice", back_populates="lines")
    __table_args__ = (
        ForeignKeyConstraint(["year", "number"], ["invoice.year", "invoice.number"]),
        CheckConstraint("pieces > 0", name="positive"),
        UniqueConstraint("year", "number", "article"),
        Index("ix_line_invoice", "year", "number"),
        Index("ix_article_lower", func.lower(article)),
        {"comment": "what was bought"},
    )

print([t.name for t in Base.metadata.sorted_tables])
t = InvoiceLine.__table__
print(sorted(c.name for c in t.constraints), sorted(i.name for i in t.indexes))
print(sorted((fk.parent.name, fk.target_fullname) for fk in t.foreign_keys), t.comment)
inv = Invoice(year=2023, number=7, customer="Hill", lines=[InvoiceLine(article="rope"), InvoiceLine(article="hook", pieces=4)])
session.add(inv)
session.commit()
print([(l.year, l.number, l.article, l.pieces) for l in inv.lines])
for bad in ({"article": "nail", "pieces": 0}, {"article": "rope"}):
    try:
        session.execute(insert(InvoiceLine), bad)
    except IntegrityError as e:
        print(e.orig)
        session.rollback()
session.add(Invoice(year=2023, customer="Dale"))
try:
    session.commit()
except IntegrityError as e:
    print(e.orig)
