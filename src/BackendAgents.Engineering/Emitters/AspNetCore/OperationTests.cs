using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The delivered tests of one operation.</summary>
internal sealed class OperationTests(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
{
    private readonly string _name = Conventions.Pascal(operation.Name);

    public void Write()
    {
        var caller = Caller(operation);
        if (caller is null)
            return;
        switch (operation.Kind)
        {
            case OperationKind.Create:
                Create(caller);
                break;
            case OperationKind.Get:
                Get(caller);
                break;
            case OperationKind.List:
                List(caller);
                break;
            case OperationKind.Update:
                Update(caller);
                break;
            case OperationKind.Delete:
                Delete(caller);
                break;
            case OperationKind.Action:
                Act(caller);
                break;
            case OperationKind.Link:
                Link(caller);
                break;
            case OperationKind.ListLinked:
                ListLinked(caller);
                break;
        }

        Refusals();
    }

    /// <summary>A role that may call an operation, as C# text (<c>null</c> for nobody in particular); null when there is none.</summary>
    private string? Caller(Operation called)
    {
        if (!model.HasAuthentication)
            return "null";
        var own = called.Access.FirstOrDefault(static rule => rule.Scope == AccessScope.Own && rule.Role != Role.Anonymous);
        var rule = own ?? (called.Access.Count > 0 ? called.Access[0] : null);
        return rule is null ? null : RoleText(rule.Role);
    }

    private string RoleText(string role) =>
        role switch
        {
            Role.Anonymous => "null",
            Role.Authenticated => CSharp.Literal(
                model.Index.DefaultRole?.Name ?? model.Blueprint.Roles.Select(static found => found.Name).FirstOrDefault() ?? "member"
            ),
            _ => CSharp.Literal(model.Index.RoleById(role)?.Name ?? role),
        };

    private void Test(string name, Action<CodeWriter> body) =>
        text.Line("[Test]").Line($"public async Task {_name}_{name}()").Line("{").Indented(body).Line("}").Line();

    private static void Login(CodeWriter body, string role) => body.Line($"var (client, account) = await _host.ClientAsync({role});");

    private void Body(CodeWriter body, string owner = "account") =>
        body.Line($"var body = await _host.WithDbAsync(db => {ServiceModel.Class(entity)}Sample.BodyAsync(db, {owner}));");

    // An account that deletes or changes itself is its own row; others need rows of their own.
    private static void Row(CodeWriter body, string owner = "account") => body.Line($"var row = await RowAsync({owner});");

    private void Create(string caller)
    {
        Test("answers_201_with_location_and_tag", body =>
        {
            Login(body, caller);
            Body(body);
            body.Line("using var response = await client.PostAsJsonAsync(Base, body);")
                .Line()
                .Line("await response.AssertStatusAsync(201);");
            body.Line("var created = await response.JsonAsync();");
            body.Line(
                "Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($\"{Base}/{created.GetProperty(\"id\").GetString()}\"));"
            );
            body.Line("Assert.That(response.Headers.ETag?.Tag, Is.EqualTo(\"\\\"1\\\"\"));");
            foreach (
                var field in ContractFiles
                    .Inputs(entity)
                    .Where(static field =>
                        field.Default is null
                        && field
                            is {
                                Exposure: FieldExposure.ReadWrite,
                                Type: FieldType.String or FieldType.Text or FieldType.Email or FieldType.Enum or FieldType.Date
                            }
                    )
            )
                body.Line(
                    $"Assert.That(created.GetProperty({CSharp.Literal(field.Name)}).GetString(), Is.EqualTo(body[{CSharp.Literal(field.Name)}]));"
                );
        });
        var required = ContractFiles.Inputs(entity).FirstOrDefault(static field => field.Required && field.Default is null)?.Name
            ?? ContractFiles
                .InputRelations(model, entity)
                .Where(static relation => relation.Required)
                .Select(Conventions.ForeignKeyProperty)
                .FirstOrDefault();
        if (required is not null)
        {
            Test($"names_what_is_missing", body =>
            {
                Login(body, caller);
                Body(body);
                body.Line($"body.Remove({CSharp.Literal(required)});")
                    .Line("using var response = await client.PostAsJsonAsync(Base, body);")
                    .Line();
                body.Line("await response.AssertStatusAsync(400);");
                body.Line(
                    $"Assert.That((await response.JsonAsync()).GetProperty(\"errors\").TryGetProperty({CSharp.Literal(required)}, out _), Is.True);"
                );
            });
        }

        Test("refuses_what_is_not_json", body =>
        {
            Login(body, caller);
            body.Line("using var content = new StringContent(\"{ not json\", null, \"application/json\");")
                .Line("using var response = await client.PostAsync(Base, content);")
                .Line();
            body.Line("await response.AssertStatusAsync(400);");
        });
        if (
            entity.Fields.FirstOrDefault(field => field.Unique && ContractFiles.Inputs(entity).Contains(field) && field.Default is null)
            is not null
        )
        {
            Test("refuses_a_duplicate", body =>
            {
                Login(body, caller);
                Body(body);
                body.Line("using var first = await client.PostAsJsonAsync(Base, body);").Line("await first.AssertStatusAsync(201);");
                body.Line("using var second = await client.PostAsJsonAsync(Base, body);")
                    .Line()
                    .Line("await second.AssertStatusAsync(409);");
            });
        }
    }

    private void Get(string caller)
    {
        Test("answers_the_row_with_its_tag", body =>
        {
            Login(body, caller);
            Row(body);
            body.Line("using var response = await client.GetAsync($\"{Base}/{row.Id}\");")
                .Line()
                .Line("await response.AssertStatusAsync(200);");
            body.Line("Assert.That((await response.JsonAsync()).GetProperty(\"id\").GetGuid(), Is.EqualTo(row.Id));")
                .Line("Assert.That(response.Headers.ETag?.Tag, Is.EqualTo($\"\\\"{row.Version}\\\"\"));");
        });
        Test("answers_404_for_no_row", body =>
        {
            Login(body, caller);
            body.Line("using var response = await client.GetAsync($\"{Base}/{Guid.NewGuid()}\");")
                .Line()
                .Line("await response.AssertStatusAsync(404);");
        });
        Stranger("client.GetAsync($\"{Base}/{row.Id}\")");
    }

    private void List(string caller)
    {
        var once =
            model.Index.IsAccount(entity) || model.Index.RelationsTo(entity.Id).Any(relation => relation.Kind == RelationKind.OneToOne);
        var own = operation.Access.Any(rule => rule.Scope == AccessScope.Own);
        if (!once && SampleValues.CanRepeat(entity))
        {
            Test("pages_without_repeating_or_losing_rows", body =>
            {
                Login(body, caller);
                body.Line("var expected = new List<Guid>();")
                    .Line("for (var i = 0; i < 3; i++)")
                    .Indented(static each => each.Line("expected.Add((await RowAsync(account)).Id);"));
                body.Line("var seen = new List<Guid>();")
                    .Line("string? cursor = null;")
                    .Line("do")
                    .Line("{")
                    .Indented(static page =>
                    {
                        page.Line(
                                "using var response = await client.GetAsync($\"{Base}?limit=2\" + (cursor is null ? \"\" : \"&cursor=\" + cursor));"
                            )
                            .Line("await response.AssertStatusAsync(200);");
                        page.Line("var found = await response.JsonAsync();")
                            .Line("Assert.That(found.GetProperty(\"items\").GetArrayLength(), Is.InRange(1, 2));");
                        page.Line(
                                "seen.AddRange(found.GetProperty(\"items\").EnumerateArray().Select(static item => item.GetProperty(\"id\").GetGuid()));"
                            )
                            .Line("cursor = found.GetProperty(\"nextCursor\").GetString();");
                    })
                    .Line("}")
                    .Line("while (cursor is not null);")
                    .Line();
                body.Line("Assert.That(seen, Is.Unique);").Line("Assert.That(expected, Is.SubsetOf(seen));");
                if (own && model.HasAuthentication)
                    body.Line("Assert.That(seen, Is.EquivalentTo(expected));");
            });
        }

        Test("refuses_bad_limits_and_cursors", body =>
        {
            Login(body, caller);
            body.Line("using var limit = await client.GetAsync(Base + \"?limit=101\");")
                .Line("using var cursor = await client.GetAsync(Base + \"?cursor=nonsense\");")
                .Line();
            body.Line("await limit.AssertStatusAsync(400);").Line("await cursor.AssertStatusAsync(400);");
        });
        if (own && model.IsOwned(entity))
        {
            Test("hides_rows_of_others", body =>
            {
                Login(body, caller);
                body.Line($"var (_, stranger) = await _host.ClientAsync({caller});").Line("var theirs = await RowAsync(stranger);");
                body.Line("using var response = await client.GetAsync(Base + \"?limit=100\");")
                    .Line()
                    .Line("await response.AssertStatusAsync(200);");
                body.Line(
                    "Assert.That((await response.JsonAsync()).GetProperty(\"items\").EnumerateArray().Select(static item => item.GetProperty(\"id\").GetGuid()), Has.None.EqualTo(theirs.Id));"
                );
            });
        }

        if (operation.Search.Count > 0)
        {
            Test("finds_nothing_for_a_search_that_matches_nothing", body =>
            {
                Login(body, caller);
                body.Line("await RowAsync(account);")
                    .Line("using var response = await client.GetAsync(Base + \"?q=%25_no%20such%20text_%25\");")
                    .Line();
                body.Line("await response.AssertStatusAsync(200);")
                    .Line("Assert.That((await response.JsonAsync()).GetProperty(\"items\").GetArrayLength(), Is.Zero);");
            });
        }

        foreach (var (_, _, json) in EndpointFiles.Filters(model, entity, operation).Where(static filter => filter.Type == "Guid"))
        {
            Test($"filters_by_{json}", body =>
            {
                Login(body, caller);
                body.Line("await RowAsync(account);")
                    .Line($"using var response = await client.GetAsync($\"{{Base}}?{json}={{Guid.NewGuid()}}\");")
                    .Line();
                body.Line("await response.AssertStatusAsync(200);")
                    .Line("Assert.That((await response.JsonAsync()).GetProperty(\"items\").GetArrayLength(), Is.Zero);");
            });
        }
    }

    private void Update(string caller)
    {
        Test("changes_the_row_and_its_tag", body =>
        {
            Login(body, caller);
            Row(body);
            Body(body);
            body.Line("using var response = await client.PutAsync($\"{Base}/{row.Id}\", body, $\"\\\"{row.Version}\\\"\");")
                .Line()
                .Line("await response.AssertStatusAsync(200);");
            body.Line("Assert.That(response.Headers.ETag?.Tag, Is.EqualTo($\"\\\"{row.Version + 1}\\\"\"));");
            foreach (
                var field in ContractFiles
                    .Inputs(entity)
                    .Where(static field =>
                        field.Default is null
                        && field is { Exposure: FieldExposure.ReadWrite, Type: FieldType.String or FieldType.Text or FieldType.Email }
                    )
            )
                body.Line(
                    $"Assert.That((await response.JsonAsync()).GetProperty({CSharp.Literal(field.Name)}).GetString(), Is.EqualTo(body[{CSharp.Literal(field.Name)}]));"
                );
        });
        Test("asks_for_the_tag_and_refuses_a_stale_one", body =>
        {
            Login(body, caller);
            Row(body);
            Body(body);
            body.Line("using var without = await client.PutAsync($\"{Base}/{row.Id}\", body, null);")
                .Line("using var stale = await client.PutAsync($\"{Base}/{row.Id}\", body, \"\\\"999\\\"\");")
                .Line();
            body.Line("await without.AssertStatusAsync(428);").Line("await stale.AssertStatusAsync(412);");
        });
        Test("answers_404_for_no_row", body =>
        {
            Login(body, caller);
            Body(body);
            body.Line("using var response = await client.PutAsync($\"{Base}/{Guid.NewGuid()}\", body, \"\\\"1\\\"\");")
                .Line()
                .Line("await response.AssertStatusAsync(404);");
        });
        Stranger(
            $"client.PutAsync($\"{{Base}}/{{row.Id}}\", await _host.WithDbAsync(db => {ServiceModel.Class(entity)}Sample.BodyAsync(db, account)), $\"\\\"{{row.Version}}\\\"\")"
        );
    }

    private void Delete(string caller)
    {
        Test("removes_the_row", body =>
        {
            Login(body, caller);
            Row(body);
            body.Line("using var response = await client.DeleteAsync($\"{Base}/{row.Id}\");")
                .Line()
                .Line("await response.AssertStatusAsync(204);");
            body.Line($"Assert.That(await _host.WithDbAsync(async db => await db.{ServiceModel.Set(entity)}.FindAsync(row.Id)), Is.Null);");
        });
        Test("answers_404_for_no_row", body =>
        {
            Login(body, caller);
            body.Line("using var response = await client.DeleteAsync($\"{Base}/{Guid.NewGuid()}\");")
                .Line()
                .Line("await response.AssertStatusAsync(404);");
        });
        Stranger("client.DeleteAsync($\"{Base}/{row.Id}\")");
    }

    private void Act(string caller)
    {
        var transition = operation.Transition!;
        var field = entity.Fields.First(field => field.Id == transition.Field);
        var property = ServiceModel.Property(field);
        var path = $"$\"{{Base}}/{{row.Id}}/{Conventions.ActionSegment(operation, entity)}\"";
        var from =
            transition.From.Count > 0 && field.Type is FieldType.Enum or FieldType.Bool
                ? $", found => found.{property} = {model.Value(field, transition.From[0])}"
                : "";
        var isAccount = model.HasAuthentication && model.Index.IsAccount(entity);
        Test("changes_the_state", body =>
        {
            Login(body, caller);
            body.Line($"var row = await RowAsync({(isAccount ? "Guid.Empty" : "account")}{from});")
                .Line($"using var response = await client.PostAsync({path}, null);")
                .Line();
            body.Line(
                $"await response.AssertStatusAsync({(isAccount && operation.Access.All(static rule => rule.Scope == AccessScope.Own) ? 403 : 200)});"
            );
            if (field.Type == FieldType.Enum && field.Exposure is FieldExposure.ReadOnly or FieldExposure.ReadWrite && !isAccount)
                body.Line(
                    $"Assert.That((await response.JsonAsync()).GetProperty({CSharp.Literal(field.Name)}).GetString(), Is.EqualTo({CSharp.Literal(transition.To)}));"
                );
        });
        var wrong =
            field.Type == FieldType.Enum
                ? model.Index.EnumById(field.Enum)!.Values.FirstOrDefault(value => !transition.From.Contains(value))
                : null;
        if (transition.From.Count > 0 && wrong is not null && !isAccount)
        {
            Test("is_refused_in_another_state", body =>
            {
                Login(body, caller);
                body.Line($"var row = await RowAsync(account, found => found.{property} = {model.Value(field, wrong)});")
                    .Line($"using var response = await client.PostAsync({path}, null);")
                    .Line()
                    .Line("await response.AssertStatusAsync(409);");
            });
        }

        if (!isAccount)
            Stranger($"client.PostAsync({path}, null)");
    }

    private void Link(string caller)
    {
        var relation = model.Index.RelationById(operation.Relation)!;
        var other = EndpointFiles.Other(model, operation);
        var side = Conventions.Kebab(operation.Reverse ? relation.Name : relation.Inverse);
        Test("can_be_repeated", body =>
        {
            Login(body, caller);
            Row(body);
            body.Line($"var target = await _host.WithDbAsync(db => {ServiceModel.Class(other)}Sample.RowAsync(db, Guid.Empty));");
            body.Line($"using var first = await client.PutAsync($\"{{Base}}/{{row.Id}}/{side}/{{target.Id}}\", null);")
                .Line($"using var second = await client.PutAsync($\"{{Base}}/{{row.Id}}/{side}/{{target.Id}}\", null);");
            body.Line($"using var nobody = await client.PutAsync($\"{{Base}}/{{row.Id}}/{side}/{{Guid.NewGuid()}}\", null);").Line();
            body.Line("await first.AssertStatusAsync(204);")
                .Line("await second.AssertStatusAsync(204);")
                .Line("await nobody.AssertStatusAsync(404);");
            var unlink = model
                .Index.OperationsOf(entity.Id)
                .FirstOrDefault(found =>
                    found.Kind == OperationKind.Unlink && found.Relation == operation.Relation && found.Reverse == operation.Reverse
                );
            if (unlink is not null && Caller(unlink) == caller)
                body.Line($"using var removed = await client.DeleteAsync($\"{{Base}}/{{row.Id}}/{side}/{{target.Id}}\");")
                    .Line("await removed.AssertStatusAsync(204);");
        });
        Stranger($"client.PutAsync($\"{{Base}}/{{row.Id}}/{side}/{{Guid.NewGuid()}}\", null)");
    }

    private void ListLinked(string caller)
    {
        var relation = model.Index.RelationById(operation.Relation)!;
        var other = EndpointFiles.Other(model, operation);
        var side = Conventions.Kebab(operation.Reverse ? relation.Name : relation.Inverse);
        var (near, far) = operation.Reverse ? ("ToId", "FromId") : ("FromId", "ToId");
        Test("shows_what_is_linked", body =>
        {
            Login(body, caller);
            Row(body);
            body.Line("var target = await _host.WithDbAsync(async db =>")
                .Line("{")
                .Indented(inner =>
                {
                    inner
                        .Line($"var found = await {ServiceModel.Class(other)}Sample.RowAsync(db, Guid.Empty);")
                        .Line(
                            $"db.Set<{model.LinkClass(relation)}>().Add(new {model.LinkClass(relation)} {{ {near} = row.Id, {far} = found.Id }});"
                        );
                    inner.Line("await db.SaveChangesAsync();").Line("return found;");
                })
                .Line("});");
            body.Line($"using var response = await client.GetAsync($\"{{Base}}/{{row.Id}}/{side}\");")
                .Line()
                .Line("await response.AssertStatusAsync(200);");
            body.Line(
                "Assert.That((await response.JsonAsync()).GetProperty(\"items\").EnumerateArray().Single().GetProperty(\"id\").GetGuid(), Is.EqualTo(target.Id));"
            );
        });
    }

    // A second account with the same role meets somebody else's row.
    private void Stranger(string call)
    {
        if (!model.IsOwned(entity))
            return;
        var narrow = operation.Access.FirstOrDefault(rule => rule.Scope == AccessScope.Own && rule.Role != Role.Anonymous);
        if (
            narrow is null
            || operation.Access.Any(rule =>
                rule.Scope == AccessScope.Any
                && (
                    rule.Role is Role.Anonymous or Role.Authenticated
                    || rule.Role == narrow.Role
                    || RoleText(rule.Role) == RoleText(narrow.Role)
                )
            )
        )
            return;
        Test("refuses_rows_of_others", body =>
        {
            body.Line($"var (_, owner) = await _host.ClientAsync({RoleText(narrow.Role)});");
            body.Line("var row = await RowAsync(owner);");
            Login(body, RoleText(narrow.Role));
            body.Line($"using var response = await {call};").Line().Line("await response.AssertStatusAsync(403);");
        });
    }

    // Who is not logged in, and who has no role for it.
    private void Refusals()
    {
        if (!EndpointFiles.NeedsLogin(model, operation))
            return;
        var id = "{Guid.NewGuid()}";
        var (method, path) = operation.Kind switch
        {
            OperationKind.Create => ("Post", "Base"),
            OperationKind.List => ("Get", "Base"),
            OperationKind.Get => ("Get", $"$\"{{Base}}/{id}\""),
            OperationKind.Update => ("Put", $"$\"{{Base}}/{id}\""),
            OperationKind.Delete => ("Delete", $"$\"{{Base}}/{id}\""),
            OperationKind.Action => ("Post", $"$\"{{Base}}/{id}/{Conventions.ActionSegment(operation, entity)}\""),
            _ => ("", ""),
        };
        if (method.Length == 0)
            return;
        var body =
            operation.Kind is OperationKind.Create or OperationKind.Update ? ", JsonContent.Create(new { })"
            : method is "Post" or "Put" ? ", null"
            : "";
        Test("asks_for_a_login", inner =>
            inner
                .Line("var (client, _) = await _host.ClientAsync(null);")
                .Line($"using var response = await client.{method}Async({path}{body});")
                .Line()
                .Line("await response.AssertStatusAsync(401);")
        );
        var outsider = model.Blueprint.Roles.FirstOrDefault(role =>
            !operation.Access.Any(rule => rule.Role == role.Id || rule.Role == Role.Authenticated)
        );
        if (outsider is not null)
            Test("refuses_another_role", inner =>
                inner
                    .Line($"var (client, _) = await _host.ClientAsync({CSharp.Literal(outsider.Name)});")
                    .Line($"using var response = await client.{method}Async({path}{body});")
                    .Line()
                    .Line("await response.AssertStatusAsync(403);")
            );
    }
}
