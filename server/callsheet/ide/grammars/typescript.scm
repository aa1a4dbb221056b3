[
  (class_declaration name: (type_identifier) @name)
  (abstract_class_declaration name: (type_identifier) @name)
] @definition.class
(interface_declaration name: (type_identifier) @name) @definition.interface
(enum_declaration name: (identifier) @name) @definition.enum
(type_alias_declaration name: (type_identifier) @name) @definition.type
(internal_module name: (_) @name) @definition.namespace
(module name: (_) @name) @definition.module
[
  (function_declaration name: (identifier) @name)
  (generator_function_declaration name: (identifier) @name)
  (method_definition name: (_) @name)
  (method_signature name: (_) @name)
  (abstract_method_signature name: (_) @name)
] @definition.function
(public_field_definition name: (_) @name value: [(arrow_function) (function_expression)]) @definition.function
(lexical_declaration
  (variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)])) @definition.function
(program (lexical_declaration (variable_declarator name: (identifier) @name)) @definition.constant)
(program (export_statement (lexical_declaration (variable_declarator name: (identifier) @name)) @definition.constant))
