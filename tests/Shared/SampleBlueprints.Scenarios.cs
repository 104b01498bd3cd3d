using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reading;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Tests.Shared;

public static partial class SampleBlueprints
{
    /// <summary>Social, with what it does told as conversations: rights, a state that changes, and a clock that moves.</summary>
    public static Blueprint Told() =>
        Social() with
        {
            Scenarios =
            [
                Scenario(
                    """
                    {
                      "id": "only-the-author-deletes",
                      "title": "Only its author deletes a post",
                      "accounts": [ { "name": "ada", "role": "member" }, { "name": "bob", "role": "member" } ],
                      "steps": [
                        { "as": "ada", "call": "create-post", "body": { "title": "Hello", "body": "$$5 \"\"\"off\"\"\" {@} über" }, "save": "post",
                          "expect": { "body": { "body": "$$5 \"\"\"off\"\"\" {@} über", "status": "draft", "authorId": "$ada.id" } } },
                        { "as": "bob", "call": "delete-post", "path": { "id": "$post.id" }, "expect": { "status": 403, "problem": "forbidden" } },
                        { "call": "delete-post", "path": { "id": "$post.id" }, "expect": { "status": 401 } },
                        { "call": "get-post", "path": { "id": "$post.id" }, "expect": { "body": { "title": "Hello" }, "headers": { "ETag": "$post@ETag" } } },
                        { "as": "ada", "call": "delete-post", "path": { "id": "$post.id" } },
                        { "call": "get-post", "path": { "id": "$post.id" }, "expect": { "status": 404 } }
                      ]
                    }
                    """
                ),
                Scenario(
                    """
                    {
                      "id": "a-post-is-published-once",
                      "title": "A draft is published once, and its readers see when it changed",
                      "now": "2030-01-15T08:00:00Z",
                      "accounts": [ { "name": "ada" } ],
                      "steps": [
                        { "as": "ada", "call": "create-post", "body": { "title": "Hello", "body": "World" }, "save": "post" },
                        { "wait": "1.00:00:00" },
                        { "as": "ada", "call": "publish-post", "path": { "id": "$post.id" }, "expect": { "body": { "status": "published" } } },
                        { "as": "ada", "call": "publish-post", "path": { "id": "$post.id" }, "expect": { "status": 409 } },
                        { "call": "list-posts", "query": { "status": "published", "limit": 5 }, "expect": { "body": {
                          "items": [ { "id": "$post.id", "createdAt": "2030-01-15T08:00:00Z", "updatedAt": "$now" } ], "nextCursor": null } } }
                      ]
                    }
                    """
                ),
            ],
        };

    /// <summary>A scenario in the JSON form of edits.</summary>
    internal static Scenario Scenario(string json) =>
        new YamlBinder()
            .Bind((YamlMappingNode)JsonToYaml.Read($$"""{"service":{"name":"a","title":"A"},"scenarios":[{{json}}]}""")!)
            .Scenarios[0];
}
