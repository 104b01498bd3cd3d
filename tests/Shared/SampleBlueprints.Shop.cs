using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Tests.Shared;

/// <content>A shop: products, orders with lines (an owner path of two hops) and payments (one-to-one).</content>
public static partial class SampleBlueprints
{
    /// <summary>Customers order products; lines belong to an order, a payment to exactly one order.</summary>
    public static Blueprint Shop() =>
        new()
        {
            Service = new ServiceInfo
            {
                Name = "web-shop",
                Title = "Web Shop",
                Description = "Customers order products and pay for them.",
            },
            Authentication = Jwt("customer", "customer-email", "customer"),
            Roles = [Role("customer", selfRegister: true), Role("admin")],
            Enums =
            [
                new EnumType
                {
                    Id = "order-status",
                    Name = "OrderStatus",
                    Values = ["pending", "paid", "shipped", "cancelled"],
                },
                new EnumType
                {
                    Id = "payment-status",
                    Name = "PaymentStatus",
                    Values = ["open", "settled", "refunded"],
                },
            ],
            Entities =
            [
                Entity(
                    "Customer",
                    [
                        Field("customer-email", "email", FieldType.Email) with
                        {
                            Required = true,
                            Unique = true,
                            Personal = true,
                        },
                        Text("customer-name", "name", 120) with
                        {
                            Required = true,
                            Personal = true,
                        },
                        Text("customer-address", "address", 500) with
                        {
                            Personal = true,
                        },
                    ]
                ),
                Entity("Category", [Text("category-name", "name", 80) with { Required = true, Unique = true }]),
                Entity(
                    "Product",
                    [
                        Text("product-sku", "sku", 40) with
                        {
                            Required = true,
                            Unique = true,
                            Pattern = "^[A-Z0-9-]+$",
                        },
                        Text("product-name", "name", 200) with
                        {
                            Required = true,
                        },
                        Field("product-price", "price", FieldType.Money) with
                        {
                            Required = true,
                            Min = 0,
                        },
                        Field("product-stock", "stock", FieldType.Int) with
                        {
                            Required = true,
                            Min = 0,
                            Default = "0",
                        },
                        Field("product-active", "active", FieldType.Bool) with
                        {
                            Required = true,
                            Default = "true",
                        },
                    ]
                ),
                Entity(
                    "Order",
                    [
                        Field("order-state", "status", FieldType.Enum) with
                        {
                            Required = true,
                            Enum = "order-status",
                            Default = "pending",
                            Exposure = FieldExposure.ReadOnly,
                        },
                        Text("order-note", "note", 1_000),
                    ]
                ) with
                {
                    Owner = ["order-customer"],
                },
                Entity(
                    "OrderLine",
                    [
                        Field("order-line-quantity", "quantity", FieldType.Int) with
                        {
                            Required = true,
                            Min = 1,
                            Max = 1_000,
                        },
                        Field("order-line-unit-price", "unitPrice", FieldType.Money) with
                        {
                            Required = true,
                            Min = 0,
                        },
                    ]
                ) with
                {
                    Owner = ["order-line-order", "order-customer"],
                    Indexes =
                    [
                        new EntityIndex
                        {
                            Id = "order-line-once",
                            Columns = ["order-line-order", "order-line-product"],
                            Unique = true,
                        },
                    ],
                },
                Entity(
                    "Payment",
                    [
                        Field("payment-amount", "amount", FieldType.Money) with
                        {
                            Required = true,
                            Min = 0,
                        },
                        Field("payment-state", "status", FieldType.Enum) with
                        {
                            Required = true,
                            Enum = "payment-status",
                            Default = "open",
                            Exposure = FieldExposure.ReadOnly,
                        },
                    ]
                ) with
                {
                    Owner = ["payment-order", "order-customer"],
                },
            ],
            Relations =
            [
                OneToMany("product-category", "category", "product", "category", "products") with
                {
                    OnDelete = DeleteBehavior.SetNull,
                },
                OneToMany("order-customer", "customer", "order", "customer", "orders") with
                {
                    Required = true,
                },
                OneToMany("order-line-order", "order", "order-line", "order", "lines") with
                {
                    Required = true,
                    OnDelete = DeleteBehavior.Cascade,
                },
                OneToMany("order-line-product", "product", "order-line", "product", "orderLines") with
                {
                    Required = true,
                },
                new Relation
                {
                    Id = "payment-order",
                    Kind = RelationKind.OneToOne,
                    From = "order",
                    To = "payment",
                    Name = "order",
                    Inverse = "payment",
                    Required = true,
                },
            ],
            Operations =
            [
                Operation("getCustomer", "customer", OperationKind.Get, Own("customer"), Any("admin")),
                Operation("listCustomers", "customer", OperationKind.List, Any("admin")),
                Operation("updateCustomer", "customer", OperationKind.Update, Own("customer"), Any("admin")),
                .. Crud("category", "Category", "Categories", [Any(Blueprints.Anonymous)], [Any("admin")]),
                .. Crud("product", "Product", "Products", [Any(Blueprints.Anonymous)], [Any("admin")])
                    .Select(static operation =>
                        operation.Kind is OperationKind.List
                            ? operation with
                            {
                                Filters = ["product-category", "product-active"],
                                Search = ["product-name", "product-sku"],
                                Sort = ["product-price", "product-name", "createdAt"],
                                Order = "name",
                            }
                            : operation
                    ),
                Operation("createOrder", "order", OperationKind.Create, Own("customer")),
                Operation("getOrder", "order", OperationKind.Get, Own("customer"), Any("admin")),
                Operation("listOrders", "order", OperationKind.List, Own("customer"), Any("admin")) with
                {
                    Filters = ["order-state"],
                },
                Operation("cancelOrder", "order", OperationKind.Action, Own("customer"), Any("admin")) with
                {
                    Transition = new Transition
                    {
                        Field = "order-state",
                        From = ["pending", "paid"],
                        To = "cancelled",
                    },
                },
                Operation("shipOrder", "order", OperationKind.Action, Any("admin")) with
                {
                    Transition = new Transition
                    {
                        Field = "order-state",
                        From = ["paid"],
                        To = "shipped",
                    },
                },
                .. Crud("order-line", "OrderLine", "OrderLines", [Own("customer"), Any("admin")], [Own("customer"), Any("admin")]),
                Operation("createPayment", "payment", OperationKind.Create, Own("customer")),
                Operation("getPayment", "payment", OperationKind.Get, Own("customer"), Any("admin")),
                Operation("settlePayment", "payment", OperationKind.Action, Any("admin")) with
                {
                    Transition = new Transition
                    {
                        Field = "payment-state",
                        From = ["open"],
                        To = "settled",
                    },
                },
            ],
            Events =
            [
                new DomainEvent
                {
                    Id = "order-placed",
                    Name = "OrderPlaced",
                    Operation = "create-order",
                },
                new DomainEvent
                {
                    Id = "payment-settled",
                    Name = "PaymentSettled",
                    Operation = "settle-payment",
                },
            ],
        };
}
