from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import joinedload, noload, raiseload, relationship, selectinload, lazyload

class Invoice(Base):
    __tablename__ = 'invoices'
    id = Column(Integer, primary_key=True)
    number = Column(String)
    lines = relationship('Line', back_populates='invoice', lazy='raise')
    notes = relationship('Note', lazy='noload')

class Line(Base):
    __tablename__ = 'lines'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    invoice_id = Column(Integer, ForeignKey('invoices.id'))
    invoice = relationship('Invoice', back_populates='lines')

class Note(Base):
    __tablename__ = 'notes'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    invoice_id = Column(Integer, ForeignKey('invoices.id'))

session.add(Invoice(number='2024-1', lines=[Line(text='ink'), Line(text='paper')], notes=[Note(text='late')]))
session.commit()

inv = session.query(Invoice).first()
try:
    inv.lines
except Exception as e:
    print(type(e).__name__, e)
print(inv.notes)
session.expunge_all()
inv = session.query(Invoice).options(selectinload(Invoice.lines), lazyload(Invoice.notes)).first()
print([l.text for l in inv.lines], [n.text for n in inv.notes])
session.expunge_all()
inv = session.query(Invoice).options(joinedload('*')).one()
print(len(inv.lines), len(inv.notes))
session.expunge_all()
line = session.query(Line).options(raiseload(Line.invoice, sql_only=True)).first()
try:
    print(line.invoice)
except Exception as e:
    print(e)
inv = session.get(Invoice, 1)
print(line.invoice is inv)
session.expunge_all()
line = session.query(Line).options(joinedload(Line.invoice).raiseload('*')).first()
print(line.invoice.number)
try:
    line.invoice.notes
except Exception as e:
    print(e)
session.expunge_all()
inv = session.query(Invoice).options(noload(Invoice.lines)).one()
print(inv.lines)
