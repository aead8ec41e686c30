from sqlalchemy import Column, Integer, String, select

counter = 100

def next_number():
    global counter
    counter += 1
    return counter

def shout(context):
    return context.get_current_parameters()['title'].upper()

class Invoice(Base):
    __tablename__ = 'invoices'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    number = Column(Integer, default=next_number)
    label = Column(String, default=shout)
    version = Column(Integer, default=1, onupdate=lambda context: 2)
    editor = Column(String, onupdate='somebody')

a = Invoice(title='paint')
print(a.number, a.version)
session.add_all([a, Invoice(title='wood', number=7)])
session.commit()
print([(i.number, i.label, i.version, i.editor) for i in session.query(Invoice).order_by(Invoice.id)])
a.title = 'glue'
session.commit()
print(a.number, a.label, a.version, a.editor)
a.title = 'tape'
a.editor = 'me'
session.commit()
print(a.editor, session.scalars(select(Invoice.editor).order_by(Invoice.id)).all())
