using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>The creations of a delivered test of a rule, which differ in all that the rule does not speak of.</summary>
internal sealed class RuleRows(Entity entity, Situation situation, RuleRoom room, string caller)
{
    /// <summary>Makes the list <c>calls</c> with the creation of <c>body</c> first, once so many others are taken.</summary>
    /// <param name="body">What is written to.</param>
    /// <param name="tests">How it is called.</param>
    /// <param name="taken">How many are created before: where there is room for many, all but the last places.</param>
    /// <param name="count">How many are left then, as C#.</param>
    public void Calls(CodeWriter body, TestWriter tests, int taken, string count)
    {
        var who = room.IsApart ? "another" : "client";
        body.Line(
                $$"""
                var calls = new List<Func<Task<HttpResponseMessage>>> { () => client.SendAsync({{tests.Call("body")}}) };
                while (calls.Count < {{(taken == 0 ? count : $"{taken} + {count}")}})
                {
                """
            )
            .Indented(one =>
            {
                if (room.IsApart)
                    one.Line($"var ({who}, its) = await _host.ClientAsync({caller});");
                one.Line(
                    $"var other = await _host.WithDbAsync(db => {ServiceModel.Class(entity)}Sample.BodyAsync(db, "
                        + $"{(room.IsApart ? "its" : "account")}));"
                );
                if (Same() is { Count: > 0 } same)
                    one.Line($"foreach (var name in new[] {{ {string.Join(", ", same)} }})\n    other[name] = body[name];");
                if (room.Spread is { } interval)
                    one.Line(
                        $"foreach (var name in new[] {{ {CSharp.Literal(interval.From)}, {CSharp.Literal(interval.To)} }})\n"
                            + "    other[name] = Sample.Later(body[name], calls.Count * 200);"
                    );
                one.Line($"calls.Add(() => {who}.SendAsync({tests.Call("other")}));");
            })
            .Line("}")
            .Line();
        if (taken == 0)
            return;
        body.Line(
            $$"""
            foreach (var call in calls.Take({{taken}}))
            {
                using var taken = await call();
                await taken.AssertStatusAsync({{tests.Success}});
            }

            calls.RemoveRange(0, {{taken}});
            """
        );
    }

    // What all of them have as the first has it, by names in requests.
    private List<string> Same() =>
        [
            .. situation
                .Root.References.Values.Select(static key => Conventions.ForeignKeyProperty(key.Relation))
                .Concat(situation.Body.Keys)
                .Concat(room.Alike)
                .Where(room.Sent.Contains)
                .Distinct()
                .Select(CSharp.Literal),
        ];
}
