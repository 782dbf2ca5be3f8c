"""The views of `corpus.db` for people: every count in them counts works, not copies."""

from __future__ import annotations

VIEWS = """
CREATE VIEW plan_references AS
SELECT d.type, d.code, d.date, d.issuer, d.jurisdiction, d.subject,
       c.relation, c.quote, n.title, n.published, n.site, n.province_then, n.province_now,
       n.genre, n.url, n.work, c.notice, c.document, c.id AS citation
FROM citations AS c
JOIN documents AS d ON d.id = c.document
JOIN notices AS n ON n.id = c.notice
WHERE c.own = 0;

CREATE VIEW index_series AS
SELECT s.indicator, s.subject, s.period, s.value, s.unit, s.comparator, s.rank, s.ranked,
       s.change, s.rank_change, s.statistic, s.grade, s.name, s.scope, s.ranked_by, s.stage,
       s.inconsistent, s.quote, n.published, n.site, n.province_then, n.province_now, n.title,
       n.url, n.work, s.notice, s.id AS score
FROM scores AS s
JOIN notices AS n ON n.id = s.notice
WHERE s.indicator <> 'OTHER';

CREATE VIEW open_recommendations AS
SELECT CASE
         WHEN r.deadline IS NULL THEN 'không ghi thời hạn'
         WHEN r.deadline < date('now', '+7 hours') THEN 'đã qua hạn'
         WHEN r.deadline <= date('now', '+7 hours', '+15 days') THEN 'sắp đến hạn'
         ELSE 'chưa đến hạn'
       END AS by_day,  -- of the day alone; what later texts tell is found by `corpus.tasks`
       r.deadline, r.deadline_text, r.kind, r.agent, r.addressee, r.partners, r.direction, r.area,
       r.quote, n.published, n.site, n.province_then, n.province_now, n.title, n.url, n.work,
       r.notice, r.id AS recommendation
FROM recommendations AS r
JOIN notices AS n ON n.id = r.notice
WHERE r.kind IN ('directive', 'recommendation');

CREATE VIEW coverage AS
WITH facts(notice, facts) AS (
  SELECT notice, count(*) FROM (
    SELECT notice FROM citations UNION ALL SELECT notice FROM dates
    UNION ALL SELECT notice FROM scores UNION ALL SELECT notice FROM recommendations
    UNION ALL SELECT notice FROM findings)
  GROUP BY notice),
publications AS (
  SELECT n.province_now AS province, substr(n.published, 1, 4) AS year,
         count(*) AS notices, max(ifnull(f.facts, 0)) AS facts
  FROM notices AS n LEFT JOIN facts AS f ON f.notice = n.id
  GROUP BY 1, 2, n.work),
held AS (
  SELECT province, year, count(*) AS works, sum(notices) AS notices, sum(facts) AS facts
  FROM publications GROUP BY 1, 2),
crawled AS (
  SELECT coalesce(n.province_now, p.now_name, s.province) AS province,
         substr(coalesce(n.published, g.published), 1, 4) AS year, count(*) AS pages,
         sum(g.status NOT IN ('ok', 'not_modified', 'moved', 'robots', 'soft_404')) AS failed,
         sum(g.status = 'soft_404') AS soft404
  FROM pages AS g
  JOIN sites AS s ON s.name = g.site
  LEFT JOIN notices AS n ON n.id = g.notice
  LEFT JOIN provinces AS p ON p.scheme = '2004' AND p.name = s.province
  GROUP BY 1, 2),
cells AS (SELECT province, year FROM held UNION SELECT province, year FROM crawled)
SELECT c.province, c.year, ifnull(h.works, 0) AS works, ifnull(h.notices, 0) AS notices,
       ifnull(h.facts, 0) AS facts, ifnull(k.pages, 0) AS pages,
       ifnull(k.failed, 0) AS failed, ifnull(k.soft404, 0) AS soft404
FROM cells AS c
LEFT JOIN held AS h ON h.province IS c.province AND h.year IS c.year
LEFT JOIN crawled AS k ON k.province IS c.province AND k.year IS c.year;

CREATE VIEW unresolved AS
SELECT c.unresolved AS reason, c.code, c.type, c.date, c.issuer, c.quote, c.candidates,
       n.title, n.published, n.site, n.province_then, n.province_now, n.url, n.work, c.notice,
       c.id AS citation
FROM citations AS c
JOIN notices AS n ON n.id = c.notice
WHERE c.unresolved IS NOT NULL;

CREATE VIEW stale_sites AS
WITH newest AS (
  SELECT site, max(started) AS last_visit FROM visits GROUP BY site),
held AS (
  SELECT site, count(*) AS notices, max(coalesce(published, substr(first_seen, 1, 10))) AS newest
  FROM notices GROUP BY site)
SELECT s.name AS site, s.title, s.province, n.last_visit, v.status, v.reason, v.new, v.failed,
       ifnull(h.notices, 0) AS notices, h.newest,
       CASE
         WHEN n.last_visit IS NULL THEN 'never_visited'
         WHEN v.status <> 'ok' THEN 'visit_failed'
         WHEN h.notices IS NULL THEN 'no_notice'
         ELSE 'nothing_new'
       END AS why
FROM sites AS s
LEFT JOIN newest AS n ON n.site = s.name
LEFT JOIN visits AS v ON v.site = s.name AND v.started = n.last_visit
LEFT JOIN held AS h ON h.site = s.name
WHERE s.url IS NOT NULL
  AND (n.last_visit IS NULL OR v.status <> 'ok' OR h.notices IS NULL
       OR h.newest < date('now', '+7 hours', '-' || ifnull(s.max_age_days, 60) || ' days'));

CREATE VIEW successors AS
SELECT 'agency' AS kind, a.id, a.name, a.level, a.until, n.id AS successor_id,
       n.name AS successor, date(a.until, '+1 day') AS since
FROM agencies AS a JOIN agencies AS n ON n.id = a.successor
WHERE a.until IS NOT NULL
UNION ALL
SELECT 'province', p.code, p.name, 'province', '2025-06-30', n.code, n.name, '2025-07-01'
FROM provinces AS p JOIN provinces AS n ON n.scheme = '2025' AND n.name = p.now_name
WHERE p.scheme = '2004' AND p.name <> p.now_name;
"""
