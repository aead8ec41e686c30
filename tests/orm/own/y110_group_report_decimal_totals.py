from decimal import Decimal
from sqlalchemy import Column, Integer, String, Numeric, ForeignKey, func, cast, Integer as Int, literal, case
from sqlalchemy.orm import relationship

class Invoice(Base):
    __tablename__ = 'invoices'
    id = Column(Integer, primary_key=True)
    customer = Column(String)
    lines = relationship('InvoiceLine', back_populates='invoice')

    @property
    def total(self):
        return sum((l.qty * l.price for l in self.lines), Decimal())

class InvoiceLine(Base):
    __tablename__ = 'invoice_lines'
    id = Column(Integer, primary_key=True)
    invoice_id = Column(ForeignKey('invoices.id'))
    qty = Column(Integer, nullable=False)
    price = Column(Numeric(10, 2), nullable=False)
    invoice = relationship(Invoice, back_populates='lines')

session.add(Invoice(customer='Acme', lines=[InvoiceLine(qty=3, price=Decimal('19.99')), InvoiceLine(qty=1, price=Decimal('0.01'))]))
session.add(Invoice(customer='Bolt', lines=[InvoiceLine(qty=10, price=2)]))
session.commit()
for inv in session.query(Invoice):
    print(inv.customer, inv.total, repr(inv.lines[0].price), f'{inv.total:>10,.2f}')
amount = func.sum(InvoiceLine.qty * InvoiceLine.price)
print(session.query(Invoice.customer, amount.label('amount')).join(Invoice.lines).group_by(Invoice.id).order_by(amount.desc()).all())
print(session.query(func.avg(InvoiceLine.price), func.max(InvoiceLine.price), func.round(func.avg(InvoiceLine.qty), 1)).one())
print(session.query(InvoiceLine).filter(InvoiceLine.price > Decimal('1.5')).count(), session.query(cast(InvoiceLine.price, Int)).order_by(InvoiceLine.id).first())
a = session.query(Invoice).first()
print(a.total * Decimal('1.25'), (a.total / 3).quantize(Decimal('0.01')), round(a.total, 1), a.total > 50, int(a.total), a.total - Decimal(1))
a.lines[0].price = 20.5
session.commit()
print(a.lines[0].price, a.total)
a.lines[0].price += Decimal('0.5')
session.commit()
print(a.total, max(l.price for l in a.lines))
a.lines[0].price *= 1.1
