using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Reads the rows that a row is linked to.</summary>
internal sealed class ListLinkedCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        var (near, far) = Sides;
        Load(text, tracked: false);
        text.Line(
            $$"""
            var errors = new Validation();
            var linked = db.Set<{{Model.LinkClass(Relation)}}>().Where(link => link.{{near}} == id).Select(link => link.{{far}});
            var rows = db.{{ServiceModel.Set(Far)}}.AsNoTracking().Where(found => linked.Contains(found.Id));
            """
        );
        AnswerPage(text, ServiceModel.Class(Far));
    }

    public override void Tests(TestWriter tests, string caller)
    {
        var (near, far) = Sides;
        var link = Model.LinkClass(Relation);
        tests.Test("shows_what_is_linked", body =>
        {
            TestWriter.Login(body, caller);
            TestWriter.Row(body);
            body.Line(
                $$"""
                var target = await _host.WithDbAsync(async db =>
                {
                    var found = await {{ServiceModel.Class(Far)}}Sample.RowAsync(db, Guid.Empty);
                    db.Set<{{link}}>().Add(new {{link}} { {{near}} = row.Id, {{far}} = found.Id });
                    await db.SaveChangesAsync();
                    return found;
                });
                using var response = await client.SendAsync({{tests.Request("row.Id")}});

                await response.AssertStatusAsync(200);
                Assert.That(await response.IdsAsync(), Is.EqualTo(new[] { target.Id }));
                """
            );
        });
        tests.Stranger();
    }

    private (string Near, string Far) Sides => Operation.Reverse ? ("ToId", "FromId") : ("FromId", "ToId");
}
