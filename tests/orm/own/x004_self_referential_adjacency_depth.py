from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import aliased, backref, joinedload, relationship

class Folder(Base):
    __tablename__ = 'folder'
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey('folder.id'))
    name = Column(String(20))
    children = relationship('Folder', backref=backref('parent', remote_side=[id]), order_by='Folder.name', lazy='joined', join_depth=2)

    def path(self):
        return (self.parent.path() if self.parent else '') + '/' + self.name

root = Folder(name='home', children=[
    Folder(name='pics', children=[Folder(name='2024'), Folder(name='2023', children=[Folder(name='may')])]),
    Folder(name='docs'),
])
session.add(root)
session.commit()
session.expunge_all()

top = session.query(Folder).filter(Folder.parent_id == None).one()
print(top.name, [c.name for c in top.children], [g.name for c in top.children for g in c.children])
may = session.query(Folder).filter_by(name='may').one()
print(may.path())
session.expunge_all()
Up = aliased(Folder, name='up')
rows = session.query(Folder.name, Up.name).join(Up, Folder.parent.of_type(Up)).order_by(Folder.id).all()
print(rows)
grand = aliased(Folder)
mid = aliased(Folder)
q = session.query(Folder.name).join(mid, Folder.parent).join(grand, mid.parent).filter(grand.name == 'home').order_by(Folder.name)
print([n for n, in q])
