from sqlalchemy import Column, Integer, String, func

class Page(Base):
    __tablename__ = 'pages'
    id = Column(Integer, primary_key=True)
    title = Column(String(50), nullable=False)
    slug = Column(String(50), default=lambda context: context.get_current_parameters()['title'].lower().replace(' ', '-'))
    version = Column(Integer, default=1, onupdate=lambda: 2)
    shout = Column(String, onupdate=func.upper('changed'))

session.add_all([Page(title='Hello World'), Page(title='About', slug='about-us')])
session.commit()
for p in session.query(Page).order_by(Page.id):
    print(p.id, p.slug, p.version, p.shout)
p.title = 'Contact'
session.commit()
print(p.slug, p.version, p.shout)
p.version = 10
session.commit()
print(p.version)
session.query(Page).filter(Page.id == 1).update({'title': 'Bye'})
session.commit()
print([(x.title, x.version, x.shout) for x in session.query(Page).order_by(Page.id)])
