SELECT a.name, COUNT(b.id) AS n FROM authors AS a LEFT JOIN books AS b ON b.author_id = a.id AND b.year > 1950 WHERE a.country = 'IT' GROUP BY a.id HAVING COUNT(b.id) >= 2 ORDER BY n DESC, a.name LIMIT 3 OFFSET 1
SELECT DISTINCT m.name, b.title FROM members m JOIN loans l ON l.member_id = m.id JOIN books b ON b.id = l.book_id WHERE (l.returned_on IS NULL OR l.returned_on > '2024-06-30') AND b.pages BETWEEN 100 AND 300
SELECT name FROM authors WHERE id NOT IN (SELECT author_id FROM books WHERE author_id IS NOT NULL)
SELECT a.name FROM authors a WHERE NOT EXISTS (SELECT 1 FROM books b WHERE b.author_id = a.id AND b.title LIKE 'The %')
SELECT a.name FROM authors a LEFT JOIN books b ON b.author_id = a.id WHERE b.id IS NULL
SELECT m.name, (SELECT COUNT(*) FROM loans WHERE member_id = m.id) FROM members m
SELECT p.title, a.name FROM productions p JOIN roles r ON r.production_id = p.id JOIN actors a ON a.id = r.actor_id
SELECT p.title, a.name FROM productions p, roles r, actors a WHERE r.production_id = p.id AND a.id = r.actor_id
SELECT x.title, y.title FROM books x JOIN books y ON x.author_id = y.author_id AND x.id < y.id
SELECT title FROM books WHERE pages = (SELECT MAX(pages) FROM books)
SELECT country, COALESCE(SUM(pages), 0), AVG(pages), COUNT(DISTINCT books.id), COUNT(*) FROM authors JOIN books ON author_id = authors.id GROUP BY country
SELECT name FROM authors UNION SELECT name FROM members EXCEPT SELECT title FROM books ORDER BY name
WITH counted AS (SELECT author_id, COUNT(*) AS n FROM books GROUP BY author_id) SELECT a.name, counted.n FROM authors a JOIN counted ON counted.author_id = a.id WHERE counted.n > 1
SELECT "the name", CASE WHEN price < 3 THEN 'cheap' WHEN price < 10 THEN 'fair' ELSE 'dear' END, price * stock FROM "tea cups" WHERE NOT (stock = 0 OR price IS NULL) ORDER BY price DESC
SELECT title, RANK() OVER (PARTITION BY author_id ORDER BY pages DESC), SUM(pages) FILTER (WHERE year > 1990) OVER () FROM books WHERE year IN (1972, 1988) OR author_id IN (SELECT id FROM authors WHERE country = 'IT')
SELECT title FROM books b WHERE pages > (SELECT AVG(pages) FROM books WHERE author_id = b.author_id) AND year <> 2000
SELECT a.name, SUM(b.pages) FROM authors a JOIN books b USING (id) WHERE a.country LIKE '%a_' GROUP BY a.name HAVING SUM(b.pages) > 100
SELECT CAST(substr(loaned_on, 1, 4) AS INTEGER) AS year, COUNT(*) * 1.0 / COUNT(returned_on) FROM loans WHERE loaned_on >= '2024-01-01' AND loaned_on < '2025-01-01' GROUP BY year
SELECT b.title, (SELECT MIN(loaned_on) FROM loans l WHERE l.book_id = b.id) FROM books b WHERE b.pages = (SELECT MAX(pages) FROM books) AND EXISTS (SELECT 1 FROM loans l WHERE l.book_id = b.id AND l.loaned_on > '2024-06-30')
SELECT a.country, COUNT(DISTINCT a.id), COUNT(DISTINCT b.id) FROM authors a JOIN books b ON b.author_id = a.id JOIN loans l ON l.book_id = b.id GROUP BY a.country
SELECT a.name, m.name FROM authors a LEFT JOIN (books b JOIN loans l ON l.book_id = b.id) ON b.author_id = a.id, members m WHERE m.id = l.member_id
WITH RECURSIVE years(year) AS (SELECT 2020 UNION ALL SELECT year + 1 FROM years WHERE year < 2024) SELECT y.year, (SELECT COUNT(*) FROM books WHERE books.year = y.year) FROM years y UNION ALL SELECT 0, 0 ORDER BY year
SELECT t.country, t.n FROM (SELECT country, COUNT(*) AS n FROM authors GROUP BY country UNION SELECT title, id FROM books) AS t WHERE t.n BETWEEN 1 AND 3 LIMIT 2
