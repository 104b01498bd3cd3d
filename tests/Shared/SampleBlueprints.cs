using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Tests.Shared;

/// <summary>Valid blueprints that all test projects share.</summary>
public static partial class SampleBlueprints
{
    /// <summary>Every sample with its name, for parameterised tests.</summary>
    public static IReadOnlyList<KeyValuePair<string, Blueprint>> All { get; } =
    [new("social", Social()), new("shop", Shop()), new("everything", Everything())];

    /// <summary>Users, posts, comments and tags; owner rules, following, publishing.</summary>
    public static Blueprint Social() =>
        new()
        {
            Service = new ServiceInfo
            {
                Name = "social-media",
                Title = "Social Media",
                Description = "People publish posts and comment on them.",
            },
            Authentication = Jwt("user", "user-email", "member"),
            Roles = [Role("member", selfRegister: true), Role("admin")],
            Enums =
            [
                new EnumType
                {
                    Id = "post-status",
                    Name = "PostStatus",
                    Values = ["draft", "published", "archived"],
                },
            ],
            Entities =
            [
                Entity(
                    "User",
                    [
                        Field("user-email", "email", FieldType.Email) with
                        {
                            Required = true,
                            Unique = true,
                            Personal = true,
                        },
                        Text("user-display-name", "displayName", 80) with
                        {
                            Required = true,
                            MinLength = 1,
                            Personal = true,
                        },
                        Text("user-bio", "bio", 500),
                    ]
                ),
                Entity(
                    "Post",
                    [
                        Text("post-title", "title", 200) with
                        {
                            Required = true,
                            MinLength = 1,
                        },
                        Field("post-body", "body", FieldType.Text) with
                        {
                            Required = true,
                            MaxLength = 20_000,
                        },
                        Field("post-state", "status", FieldType.Enum) with
                        {
                            Required = true,
                            Enum = "post-status",
                            Default = "draft",
                            Exposure = FieldExposure.ReadOnly,
                        },
                    ]
                ) with
                {
                    Owner = ["post-author"],
                    Indexes = [new EntityIndex { Id = "post-by-status", Columns = ["post-state", "createdAt"] }],
                },
                Entity("Comment", [Text("comment-body", "body", 2_000) with { Required = true, MinLength = 1 }]) with
                {
                    Owner = ["comment-author"],
                },
                Entity("Tag", [Text("tag-name", "name", 50) with { Required = true, Unique = true }]),
            ],
            Relations =
            [
                OneToMany("post-author", "user", "post", "author", "posts") with
                {
                    Required = true,
                    OnDelete = DeleteBehavior.Cascade,
                },
                OneToMany("comment-author", "user", "comment", "author", "comments") with
                {
                    Required = true,
                    OnDelete = DeleteBehavior.Cascade,
                },
                OneToMany("comment-post", "post", "comment", "post", "comments") with
                {
                    Required = true,
                    OnDelete = DeleteBehavior.Cascade,
                },
                ManyToMany("post-tags", "post", "tag", "posts", "tags"),
                ManyToMany("user-following", "user", "user", "followers", "following"),
            ],
            Operations =
            [
                Operation("listUsers", "user", OperationKind.List, Any("member"), Any("admin")) with
                {
                    Search = ["user-display-name"],
                },
                Operation("getUser", "user", OperationKind.Get, Any(Blueprints.Authenticated)),
                Operation("updateUser", "user", OperationKind.Update, Own("member"), Any("admin")),
                Operation("deleteUser", "user", OperationKind.Delete, Own("member"), Any("admin")),
                Operation("createPost", "post", OperationKind.Create, Own("member"), Own("admin")),
                Operation("getPost", "post", OperationKind.Get, Any(Blueprints.Anonymous)),
                Operation("listPosts", "post", OperationKind.List, Any(Blueprints.Anonymous)) with
                {
                    Filters = ["post-state", "post-author"],
                    Search = ["post-title", "post-body"],
                },
                Operation("updatePost", "post", OperationKind.Update, Own("member"), Any("admin")),
                Operation("deletePost", "post", OperationKind.Delete, Own("member"), Any("admin")),
                Operation("publishPost", "post", OperationKind.Action, Own("member"), Any("admin")) with
                {
                    Transition = new Transition
                    {
                        Field = "post-state",
                        From = ["draft"],
                        To = "published",
                    },
                    Description = "Makes a draft visible to everybody.",
                },
                Operation("createComment", "comment", OperationKind.Create, Own("member"), Own("admin")),
                Operation("getComment", "comment", OperationKind.Get, Any(Blueprints.Anonymous)),
                Operation("listComments", "comment", OperationKind.List, Any(Blueprints.Anonymous)) with
                {
                    Filters = ["comment-post"],
                },
                Operation("updateComment", "comment", OperationKind.Update, Own("member")),
                Operation("deleteComment", "comment", OperationKind.Delete, Own("member"), Any("admin")),
                Operation("createTag", "tag", OperationKind.Create, Any("admin")),
                Operation("listTags", "tag", OperationKind.List, Any(Blueprints.Anonymous)),
                Operation("tagPost", "post", OperationKind.Link, Own("member"), Any("admin")) with
                {
                    Relation = "post-tags",
                },
                Operation("untagPost", "post", OperationKind.Unlink, Own("member"), Any("admin")) with
                {
                    Relation = "post-tags",
                },
                Operation("listPostTags", "post", OperationKind.ListLinked, Any(Blueprints.Anonymous)) with
                {
                    Relation = "post-tags",
                },
                Operation("followUser", "user", OperationKind.Link, Own("member")) with
                {
                    Relation = "user-following",
                },
                Operation("unfollowUser", "user", OperationKind.Unlink, Own("member")) with
                {
                    Relation = "user-following",
                },
                Operation("listFollowing", "user", OperationKind.ListLinked, Any(Blueprints.Authenticated)) with
                {
                    Relation = "user-following",
                },
                Operation("listFollowers", "user", OperationKind.ListLinked, Any(Blueprints.Authenticated)) with
                {
                    Relation = "user-following",
                    Reverse = true,
                },
            ],
            Events =
            [
                new DomainEvent
                {
                    Id = "post-published",
                    Name = "PostPublished",
                    Operation = "publish-post",
                },
            ],
            Targets = new Targets { RequestsPerSecond = 100, LatencyP95Milliseconds = 250 },
        };

    // Short names for the two pseudo-roles, since a helper below is called Role.
    private static class Blueprints
    {
        public const string Anonymous = BackendAgents.Engineering.Blueprints.Role.Anonymous;
        public const string Authenticated = BackendAgents.Engineering.Blueprints.Role.Authenticated;
    }

    private static Authentication Jwt(string account, string login, string defaultRole) =>
        new()
        {
            Kind = AuthenticationKind.Jwt,
            Account = account,
            Login = login,
            DefaultRole = defaultRole,
        };

    private static Role Role(string name, bool selfRegister = false) =>
        new()
        {
            Id = name,
            Name = name,
            SelfRegister = selfRegister,
        };

    private static Entity Entity(string name, IReadOnlyList<Field> fields) =>
        new()
        {
            Id = Conventions.Kebab(name),
            Name = name,
            Fields = fields,
        };

    private static Field Field(string id, string name, FieldType type) =>
        new()
        {
            Id = id,
            Name = name,
            Type = type,
        };

    private static Field Text(string id, string name, int maxLength) => Field(id, name, FieldType.String) with { MaxLength = maxLength };

    private static Relation OneToMany(string id, string from, string to, string name, string inverse) =>
        new()
        {
            Id = id,
            Kind = RelationKind.OneToMany,
            From = from,
            To = to,
            Name = name,
            Inverse = inverse,
        };

    private static Relation ManyToMany(string id, string from, string to, string name, string inverse) =>
        new()
        {
            Id = id,
            Kind = RelationKind.ManyToMany,
            From = from,
            To = to,
            Name = name,
            Inverse = inverse,
        };

    private static Operation Operation(string name, string entity, OperationKind kind, params AccessRule[] access) =>
        new()
        {
            Id = Conventions.Kebab(name),
            Name = name,
            Entity = entity,
            Kind = kind,
            Access = access,
        };

    private static AccessRule Any(string role) => new() { Role = role };

    private static AccessRule Own(string role) => new() { Role = role, Scope = AccessScope.Own };

    private static IEnumerable<Operation> Crud(string entity, string name, string plural, AccessRule[] read, AccessRule[] write) =>
        [
            Operation($"create{name}", entity, OperationKind.Create, write),
            Operation($"get{name}", entity, OperationKind.Get, read),
            Operation($"list{plural}", entity, OperationKind.List, read),
            Operation($"update{name}", entity, OperationKind.Update, write),
            Operation($"delete{name}", entity, OperationKind.Delete, write),
        ];
}
