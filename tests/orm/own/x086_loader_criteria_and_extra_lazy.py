from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, event, select
from sqlalchemy.orm import ORMExecuteState, Session, relationship, selectinload, with_loader_criteria

class SoftDelete:
    deleted = Column(Boolean, default=False, nullable=False)

class Blog(SoftDelete, Base):
    __tablename__ = 'blog'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    posts = relationship('Post', back_populates='blog', order_by='Post.id')

class Post(SoftDelete, Base):
    __tablename__ = 'post'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    blog_id = Column(Integer, ForeignKey('blog.id'))
    blog = relationship('Blog', back_populates='posts')

session.add_all([
    Blog(name='a', posts=[Post(title='a1'), Post(title='a2', deleted=True)]),
    Blog(name='b', deleted=True, posts=[Post(title='b1')]),
])
session.commit()
print(session.query(Blog).count())

@event.listens_for(session, 'do_orm_execute')
def hide_deleted(state):
    if state.is_select and not state.is_column_load and not state.is_relationship_load:
        state.statement = state.statement.options(
            with_loader_criteria(SoftDelete, lambda cls: cls.deleted == False, include_aliases=True))

session.expunge_all()
print([b.name for b in session.scalars(select(Blog))])
blog = session.scalars(select(Blog)).one()
print([p.title for p in blog.posts])
session.expunge_all()
blog = session.scalars(select(Blog).options(selectinload(Blog.posts))).one()
print([p.title for p in blog.posts])
print(session.scalars(select(Post.title).join(Post.blog)).all())
print(session.query(Post).count())
