from werkzeug.exceptions import NotFound

class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50), nullable=False)
    draft = db.Column(db.Boolean, default=False, nullable=False)

    def __repr__(self):
        return f'<Post {self.title}>'

db.session.add_all([Post(title=f'post {n:02}', draft=n % 4 == 0) for n in range(1, 12)])
db.session.commit()

page = db.paginate(db.select(Post).order_by(Post.title), page=1, per_page=4)
print(page.items)
print(page.page, page.per_page, page.pages, page.total)
print(page.has_prev, page.has_next, page.prev_num, page.next_num)
print(page.first, page.last)

second = page.next()
print([p.title for p in second], second.has_prev)
third = second.next()
print(third.items, third.has_next, third.next_num, third.first, third.last)
print(third.prev().page)
print(list(page.iter_pages()))

drafts = Post.query.filter_by(draft=True).order_by(Post.id.desc()).paginate(page=1, per_page=1)
print(drafts.items, drafts.total, drafts.pages)
print(list(Post.query.paginate(page=6, per_page=1).iter_pages(left_edge=1, left_current=1, right_current=2, right_edge=1)))

try:
    db.paginate(db.select(Post).order_by(Post.id), page=9, per_page=4)
except NotFound as e:
    print(e.code, e.name)
empty = db.paginate(db.select(Post).order_by(Post.id), page=9, per_page=4, error_out=False)
print(empty.items, empty.total, empty.page, empty.has_prev)
print(db.paginate(db.select(Post), per_page=500, max_per_page=3, page=1).per_page)
print(db.paginate(db.select(Post), page=-2, per_page=0, error_out=False).page)
fast = Post.query.order_by(Post.id).paginate(page=2, per_page=5, count=False)
print(fast.total, [p.id for p in fast.items])
print(len(db.paginate(db.select(Post).where(Post.draft.is_(False)), page=1).items))
try:
    db.paginate(db.select(Post), page=0)
except NotFound as e:
    print('page 0:', e.code)
try:
    db.paginate(db.select(Post.title), 1, 5)
except TypeError as e:
    print('TypeError')
