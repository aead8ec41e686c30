class Tree(db.Model):
    __tablename__ = 'trees'
    id = db.Column(db.Integer, primary_key=True)
    leaves = db.relationship('Leaf', back_populates='tree')

class Leaf(db.Model):
    __tablename__ = 'leaves'
    id = db.Column(db.Integer, primary_key=True)
    tree_id = db.Column(db.Integer, db.ForeignKey('trees.id'))

t = Tree()
t.leaves.append(Leaf())
print(len(t.leaves))
