class Voter(db.Model):
    __tablename__ = 'voters'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    votes = db.relationship('Vote', back_populates='voter', cascade='all, delete-orphan')

class Idea(db.Model):
    __tablename__ = 'ideas'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    votes = db.relationship('Vote', back_populates='idea', cascade='all, delete-orphan')

    @property
    def score(self):
        return sum(v.value for v in self.votes)

class Vote(db.Model):
    __tablename__ = 'votes'
    voter_id = db.Column(db.Integer, db.ForeignKey('voters.id'), primary_key=True)
    idea_id = db.Column(db.Integer, db.ForeignKey('ideas.id'), primary_key=True)
    value = db.Column(db.Integer, nullable=False, default=1)
    voter = db.relationship('Voter', back_populates='votes')
    idea = db.relationship('Idea', back_populates='votes')
    __table_args__ = (db.CheckConstraint('value in (-1, 1)'),)

pat, quin = Voter(name='Pat'), Voter(name='Quin')
park = Idea(title='More parks')
tax = Idea(title='More taxes')
park.votes.append(Vote(voter=pat))
park.votes.append(Vote(voter=quin, value=1))
tax.votes.append(Vote(voter=pat, value=-1))
db.session.add_all([park, tax])
db.session.commit()
for idea in sorted(Idea.query.all(), key=lambda i: i.score, reverse=True):
    print(idea.title, idea.score)
print(Vote.query.get((1, 2)).value, db.session.get(Vote, (2, 2)))
print(db.session.query(Idea.title, db.func.sum(Vote.value)).join(Vote).group_by(Idea.id).order_by(Idea.id).all())
db.session.delete(pat)
db.session.commit()
print([(i.title, i.score) for i in Idea.query.order_by(Idea.id)])
