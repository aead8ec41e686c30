class Story(db.Model):
    __tablename__ = 'stories'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50))

    def __repr__(self):
        return f'<{self.title}>'

for i in range(1, 8):
    db.session.add(Story(title=f'Story {i}'))
db.session.commit()

page = Story.query.order_by(Story.id).paginate(page=2, per_page=3)
print(page.items)
print(page.page, page.pages, page.total, page.has_next, page.has_prev, page.next_num, page.prev_num)
last = db.paginate(db.select(Story).order_by(Story.id.desc()), page=3, per_page=3)
print([s.title for s in last], last.has_next)
print(db.get_or_404(Story, 4))
print(db.session.execute(db.select(Story).filter_by(title='Story 5')).scalar_one())
print(Story.query.filter_by(title='Story 7').first_or_404().id)
Story.query.filter_by(title='Story 8').first_or_404()
