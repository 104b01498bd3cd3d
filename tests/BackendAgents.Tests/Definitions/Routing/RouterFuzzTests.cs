using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using CsCheck;

namespace BackendAgents.Tests.Definitions.Routing;

/// <summary>No message and no definition, however odd, makes the router or the loader fail; a definition leaves the others alone.</summary>
public sealed class RouterFuzzTests
{
    private static readonly string[] s_tokens =
    [
        "2fa",
        "30s",
        "5xx",
        "3rd",
        "10k",
        "1st",
        "404",
        "４０４",
        "٣٠٤",
        "५००",
        "-1",
        "+49",
        "1e9",
        "0x1F",
        "1.2.3",
        "99%",
        "²",
        "½",
        "Ⅷ",
        "登录",
        "ログイン",
        "вход",
        "دخول",
        "כניסה",
        "ı",
        "ß",
        "ﬁ",
        "é",
        "🍲",
        "\ud800",
        "\u0301",
        "\0",
        "c#",
        "#c",
        ".net",
        "node.js",
        "/path",
        "GET",
        "error",
        "a",
        "the",
        "not",
        "users",
        "must",
        "API",
        ".",
        "!",
        ",",
        "\n",
        "<example>",
        "</example>",
        "user:",
        "\"",
        "- ",
        "# ",
    ];

    private static readonly Gen<string> s_text = Gen.OneOf(
            Gen.Int[0, s_tokens.Length - 1].Select(static at => s_tokens[at]),
            Gen.Char.Array[0, 4].Select(static signs => new string(signs)),
            Gen.Int[0, 599].Select(static number => number + "x")
        )
        .Array[0, 25]
        .Select(static words => string.Join(' ', words));

    private static readonly AgentRouter s_router = new(AgentDefinitionLoader.BuiltIn());

    [Test]
    public void Any_message_is_answered() => s_text.Sample(static message => s_router.Route(message).Score is >= 0 and <= 1, iter: 3_000);

    [Test]
    public void Any_definition_is_taken_and_the_others_are_found_all_the_same() =>
        Gen.Select(s_text, s_text, s_text)
            .Sample(
                static (name, description, prompt) =>
                {
                    var odd = AgentDefinitionLoader
                        .Parse($"---\nname: {name}\ndescription: {description}\n---\n{prompt}\n", "odd.md")
                        .Definition;
                    var router = new AgentRouter([
                        odd with
                        {
                            Title = name,
                            Description = description,
                        },
                        .. AgentDefinitionLoader.BuiltIn(),
                    ]);
                    return router.Route(description).Score is >= 0 and <= 1
                        && router.LeftOut.Count == 0
                        && router.Route("Is the data model of our service ready? Review the schema.").Alternatives.Count > 0;
                },
                iter: 300
            );

    [Test]
    public void A_definition_that_lacks_what_it_must_have_is_left_out_alone()
    {
        var broken = AgentDefinitionLoader.BuiltIn()[0] with { Description = null! };

        var router = new AgentRouter([broken, .. AgentDefinitionLoader.BuiltIn()]);

        Assert.That(router.LeftOut, Is.EqualTo(new[] { broken }));
        Assert.That(router.Route("Write a REST API with login").Agent!.Name, Is.EqualTo("backend-developer"));
    }
}
