from sqlalchemy import Column, Integer, String, event

class Doc(Base):
    __tablename__ = 'docs'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    slug = Column(String)

log = []

@event.listens_for(Doc, 'before_insert')
def make_slug(mapper, connection, target):
    target.slug = target.title.lower().replace(' ', '-')
    log.append(('before_insert', target.id))

@event.listens_for(Doc, 'after_insert')
def inserted(mapper, connection, target):
    log.append(('after_insert', target.id))

@event.listens_for(Doc, 'before_update')
def updated(mapper, connection, target):
    log.append(('before_update', target.title))

@event.listens_for(Doc.title, 'set')
def title_set(target, value, oldvalue, initiator):
    print('title ->', value)

@event.listens_for(Doc, 'after_delete')
def deleted(mapper, connection, target):
    log.append('after_delete')

d = Doc(title='Some Title')
session.add(d)
session.commit()
print(d.slug)
d.title = 'Other'
session.commit()
session.delete(d)
session.commit()
for entry in log:
    print(entry)
