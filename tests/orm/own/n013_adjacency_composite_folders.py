from sqlalchemy import Column, ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import relationship

class Folder(Base):
    __tablename__ = 'folder'
    __table_args__ = (
        ForeignKeyConstraint(
            ['account_id', 'parent_id'],
            ['folder.account_id', 'folder.folder_id']),
    )

    account_id = Column(Integer, primary_key=True)
    folder_id = Column(Integer, primary_key=True)
    parent_id = Column(Integer)
    name = Column(String)

    parent_folder = relationship('Folder', back_populates='child_folders',
                                 remote_side=[account_id, folder_id])
    child_folders = relationship('Folder', back_populates='parent_folder',
                                 order_by='Folder.folder_id')

session.add_all([
    Folder(account_id=1, folder_id=1, name='Inbox'),
    Folder(account_id=1, folder_id=2, parent_id=1, name='Bills'),
    Folder(account_id=1, folder_id=3, parent_id=1, name='Letters'),
    Folder(account_id=2, folder_id=1, name='Photos'),
    Folder(account_id=2, folder_id=2, parent_id=1, name='Summer'),
])
session.commit()

for key in [(1, 1), (2, 1)]:
    f = session.get(Folder, key)
    print(f.name, [c.name for c in f.child_folders])
letters = session.get(Folder, (1, 3))
letters.parent_folder = session.get(Folder, (1, 2))
session.commit()
print(letters.parent_id, letters.parent_folder.parent_folder.name)
print(session.get(Folder, {'account_id': 2, 'folder_id': 2}).parent_folder.name)
