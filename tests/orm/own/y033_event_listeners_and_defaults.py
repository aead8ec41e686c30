from sqlalchemy import Column, Integer, String, event, func, select, text
from sqlalchemy.orm import Session, column_property, object_session

log = []

def slug_default(context):
    return context.get_current_parameters()['title'].lower().replace(' ', '-')

class Page(Base):
    __tablename__ = 'pages'
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    slug = Column(String, default=slug_default, onupdate=slug_default)
    views = Column(Integer, default=0, server_default=text('0'))
    version = Column(Integer, default=1)
    shout = column_property(func.upper(title))

@event.listens_for(Page, 'before_insert')
def ins(mapper, connection, target):
    log.append(('insert', target.title))
    target.title = target.title.strip()

@event.listens_for(Page, 'before_update')
def upd(mapper, connection, target):
    target.version += 1
    log.append(('update', target.title))

@event.listens_for(Page, 'after_delete')
def gone(mapper, connection, target):
    log.append(('delete', target.id))

@event.listens_for(Page.title, 'set')
def title_set(target, value, oldvalue, initiator):
    log.append(('set', value, oldvalue if isinstance(oldvalue, str) else None))

@event.listens_for(Session, 'after_commit')
def committed(sess):
    log.append('commit')

@event.listens_for(Page, 'load')
def loaded(target, context):
    log.append(('load', target.id))

p = Page(title=' Hello World ')
session.add(p)
session.commit()
print(p.title, p.slug, p.version, p.shout)
p.title = 'Good Bye'
session.commit()
print(p.slug, p.version, p.views)
p.views = Page.views + 10
session.flush()
print(p.views)
session.expunge_all()
print(session.query(Page).one().title)
session.query(Page).filter(Page.views > 5).update({'title': 'bulk'})
session.delete(session.get(Page, 1))
session.commit()
for entry in log:
    print(entry)
