from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, ForeignKey, and_
from sqlalchemy.orm import foreign, relationship, remote

class Folder(Base):
    __tablename__ = 'folder'
    __table_args__ = (ForeignKeyConstraint(['account_id', 'parent_id'], ['folder.account_id', 'folder.folder_id']),)
    account_id = Column(Integer, primary_key=True)
    folder_id = Column(Integer, primary_key=True)
    parent_id = Column(Integer)
    name = Column(String)
    parent_folder = relationship('Folder', back_populates='child_folders', remote_side=[account_id, folder_id])
    child_folders = relationship('Folder', back_populates='parent_folder')

class Host(Base):
    __tablename__ = 'host'
    id = Column(Integer, primary_key=True)
    ip = Column(String(20))
    network = Column(String(20))
    neighbours = relationship(
        'Host',
        primaryjoin=lambda: and_(remote(Host.network) == foreign(Host.network), remote(Host.id) != Host.id),
        viewonly=True, uselist=True, order_by='Host.id')

root = Folder(account_id=1, folder_id=1, name='root')
sub = Folder(account_id=1, folder_id=2, name='sub', parent_folder=root)
other = Folder(account_id=2, folder_id=1, name='other')
session.add_all([root, sub, other])
session.add_all([Host(ip='10.0.0.1', network='a'), Host(ip='10.0.0.2', network='a'), Host(ip='10.0.1.1', network='b')])
session.commit()
print([f.name for f in root.child_folders], sub.parent_folder.name, other.parent_folder)
print(session.query(Folder).filter(Folder.parent_folder.has(name='root')).one().name)
sub.parent_folder = None
try:
    session.commit()
except AssertionError as e:
    print(str(e).split(' on instance')[0])
    session.rollback()
sub.parent_id = None
session.commit()
print(sub.account_id, sub.parent_id, sub.parent_folder)
for h in session.query(Host).order_by(Host.id):
    print(h.ip, [n.ip for n in h.neighbours])
