package tv.sluice.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementGuardTest {
    private final StatementGuard guard = new StatementGuard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select v1_0.id from video v1_0 where v1_0.tenant_id=? and v1_0.id=? for update",
                "select v1_0.id from video v1_0 where v1_0.id<? and v1_0.tenant_id=? order by v1_0.id desc limit ?",
                "select id from `video` where tenant_id in (?,?) and id in (?,?,?)",
                "select id from video where (tenant_id=? and state='READY') and (title=? or title is null)",
                "select t1_0.id from transcode_task t1_0 join transcode_job j1_0 on j1_0.id=t1_0.job_id"
                        + " and j1_0.tenant_id=t1_0.tenant_id where t1_0.tenant_id=?",
                "select v.id from video v left join upload u on u.tenant_id=? and u.video_id=v.id where v.tenant_id=?",
                "select id from video where tenant_id=? union all select id from upload where tenant_id=?",
                "select (select count(*) from upload u where u.tenant_id=v.tenant_id) from video v where v.tenant_id=?",
                "insert into video (created_at,tenant_id,id) values (?,?,?)",
                "insert ignore into idempotency (id, tenant_id) values (?, ?)",
                "insert into tenant (name,id) values (?,?)",
                "update video set title=?,tenant_id=? where id=? and tenant_id=?",
                "update tenant set name=? where id=?",
                "update tenant t1_0 set t1_0.name=? where t1_0.id=?",
                "delete from video where id=? and tenant_id=?",
                "delete v1_0 from video v1_0 where v1_0.tenant_id=?",
                "delete from transcode_task where tenant_id=? and job_id in"
                        + " (select j1_0.id from transcode_job j1_0 where j1_0.tenant_id=? and j1_0.video_id=?)",
                "select id from transcode_worker where seen_at>?"
            })
    void whatSaysWhoseRowsItMeansPasses(String sql) {
        assertThat(guard.pass(sql)).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from video",
                "select id from video where id=?",
                "select tenant_id from video where id=?",
                "select id from video where tenant_id=? or 1=1",
                "select id from video where tenant_id=? and id=? or id=?",
                "select id from video where (tenant_id=? or title=?)",
                "select id from video where not (tenant_id=?)",
                "select id from video where tenant_id<>?",
                "select id from video where tenant_id is not null",
                "select id from video where tenant_id=tenant_id",
                "select id from video where tenant_id=?+1",
                "select id from video where tenant_id=? union select id from video",
                "select id from video where title='tenant_id=?'",
                "select id from video where id=(select max(tenant_id=?) from upload)",
                "select v.id from video v join upload u on u.video_id=v.id where v.tenant_id=?",
                "select v.id from video v join upload u on u.tenant_id=v.tenant_id",
                "select v.id from video v, upload u where u.tenant_id=?",
                "select id from video where tenant_id=? and id in (select video_id from upload)",
                "select id from (select id from video) x",
                "insert into video (id) values (?)",
                "insert into video values (?,?)",
                "insert into video (id,tenant_id) select id,tenant_id from upload",
                "update video set tenant_id=?",
                "update video set title=? where id=?",
                "delete from video where id=?",
                "delete from tenant",
                "select id from tenant where name=?",
                "select id from something_new where id=?",
                "select id from video where tenant_id=? -- and more",
                "select id from video where tenant_id=?; delete from video",
                "truncate table video",
                "call purge()",
                "/* sweep NOTHING_KNOWN */ select id from video",
                "select /* sweep TENANTS */ id from video"
            })
    void whatDoesNotIsRefused(String sql) {
        assertThatThrownBy(() -> guard.pass(sql)).isInstanceOf(StatementRefusedException.class);
        assertThatThrownBy(() -> guard.pass(sql)).as("the second time").isInstanceOf(StatementRefusedException.class);
    }

    @Test
    void anExceptionIsNamedAndNotSent() {
        assertThat(guard.pass(Sweep.DUE_DELETIONS.prefix() + "select id from deletion where due_at<=?"))
                .isEqualTo("select id from deletion where due_at<=?");
    }

    @Test
    void otherCommentsAreNotSentAndExceptNothing() {
        assertThat(guard.pass("/* from Video where tenantId = :tenant */ select id from video where tenant_id=?"))
                .isEqualTo("select id from video where tenant_id=?");
        assertThat(guard.pass("/* insert for tv.sluice.video.Video */insert into video (id,tenant_id) values (?,?)"))
                .isEqualTo("insert into video (id,tenant_id) values (?,?)");
        assertThatThrownBy(() -> guard.pass("/* from Video */ select id from video"))
                .isInstanceOf(StatementRefusedException.class);
    }
}
