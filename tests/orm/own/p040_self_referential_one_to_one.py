from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Page(Base):
    __tablename__ = 'pages'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    next_id = Column(Integer, ForeignKey('pages.id'), unique=True)
    next = relationship('Page', remote_side=[id], back_populates='previous')
    previous = relationship('Page', back_populates='next', uselist=False)

one, two, three = Page(text='one'), Page(text='two'), Page(text='three')
one.next = two
three.previous = two
session.add(one)
session.commit()
page = one
while page is not None:
    print(page.id, page.text, page.next_id, page.previous.text if page.previous else None)
    page = page.next
three.previous = one
session.commit()
print(one.next.text, two.next, two.previous, three.previous.text)
